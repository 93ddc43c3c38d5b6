import assert from 'node:assert/strict';
import { dnsSource, wholeNames } from '../../src/labs/sources/dns.ts';
import { FakeContext } from './fakeContext.ts';

const resolverFile =
  'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';
const at = 'exec web -n shop -q --';
const absent = { stderr: 'executable file not found in $PATH', exitCode: 126 };
const nothing = { stdout: "** server can't find x: NXDOMAIN\n", exitCode: 1 };
const found = { stdout: 'Server:\t\t10.96.0.10\n\nName:\tdb\nAddress: 10.96.20.7\n\n' };

describe('a look-up in a container', () => {
  let context: FakeContext;
  beforeEach(() => {
    context = new FakeContext();
    context.pod('web', { status: { phase: 'Running' } });
    context.printed.set(`${at} cat /etc/resolv.conf`, { stdout: resolverFile });
    context.printed.set(`${at} cat /etc/hosts`, {
      stdout: '127.0.0.1 localhost\n::1 localhost\n10.1.2.3 old old.example # x\n',
    });
  });
  const look = (name: string, recordType: 'A' | 'AAAA' | 'SRV' = 'A') =>
    dnsSource.look({ type: 'dns', from: { pod: 'web' }, name, recordType, path: '' }, context);
  const asked = () =>
    context.ran.filter((command) => !command.includes(' cat ')).map((command) => command.slice(at.length + 1));

  it('asks for whole names, one after the other, until one is there', async () => {
    context.printed.set(`${at} nslookup -type=a db.store.shop.svc.cluster.local.`, nothing);
    context.printed.set(`${at} nslookup -type=a db.store.svc.cluster.local.`, found);
    assert.deepEqual((await look('db.store')).values, ['10.96.20.7']);
    assert.deepEqual(asked(), [
      'nslookup -type=a db.store.shop.svc.cluster.local.',
      'nslookup -type=a db.store.svc.cluster.local.',
    ]);
  });

  it('says what the last server said of a name that is nowhere, and stops where none answers', async () => {
    for (const whole of wholeNames(resolverFile, 'nope'))
      context.printed.set(`${at} nslookup -type=a ${whole}.`, nothing);
    assert.equal((await look('nope')).missing, 'NXDOMAIN.');
    assert.equal(asked().length, 4);
    const silence = { stdout: ';; connection timed out; no servers could be reached\n', exitCode: 1 };
    context.printed.set(`${at} nslookup -type=a away.shop.svc.cluster.local.`, silence);
    assert.equal((await look('away')).missing, 'connection timed out; no servers could be reached.');
    assert.equal(asked().length, 5);
  });

  it('knows the hosts file, by family', async () => {
    assert.deepEqual((await look('localhost')).values, ['127.0.0.1']);
    assert.deepEqual((await look('localhost', 'AAAA')).values, ['::1']);
    assert.deepEqual((await look('old.example')).values, ['10.1.2.3']);
  });

  it('takes getent where there is no nslookup, and the old nslookup as it is', async () => {
    context.printed.set(`${at} nslookup -type=a db.shop.svc.cluster.local.`, absent);
    context.printed.set(`${at} getent ahostsv4 db`, {
      stdout: '10.96.20.7      STREAM db.shop.svc\n10.96.20.7      DGRAM  \n',
    });
    assert.deepEqual((await look('db')).values, ['10.96.20.7']);
    context.printed.set(`${at} nslookup -type=a old-box.shop.svc.cluster.local.`, {
      stderr: 'BusyBox v1.28.4 multi-call binary.\n\nUsage: nslookup [HOST] [SERVER]\n',
      exitCode: 1,
    });
    const text =
      'Server:    10.96.0.10\nAddress 1: 10.96.0.10 dns\n\nName:      old-box\nAddress 1: 10.96.20.9 x\nAddress 2: fd00::9\n';
    context.printed.set(`${at} nslookup old-box`, { stdout: text });
    assert.deepEqual((await look('old-box')).values, ['10.96.20.9']);
    assert.deepEqual((await look('old-box', 'AAAA')).values, []);
  });

  it('cannot be made where there is neither', async () => {
    context.printed.set(`${at} nslookup -type=srv db.shop.svc.cluster.local.`, absent);
    assert.deepEqual((await look('db', 'SRV')).unknown, true);
  });
});

describe('the names that a look-up tries', () => {
  const cases: readonly (readonly [file: string, name: string, names: string])[] = [
    [resolverFile, 'db', 'db.shop.svc.cluster.local db.svc.cluster.local db.cluster.local db'],
    [resolverFile, 'db.', 'db'],
    [
      resolverFile,
      'a.b.c.d.e.f',
      'a.b.c.d.e.f a.b.c.d.e.f.shop.svc.cluster.local a.b.c.d.e.f.svc.cluster.local a.b.c.d.e.f.cluster.local',
    ],
    ['nameserver 10.96.0.10\n', 'db', 'db'],
    ['search a\nsearch b.\noptions x\noptions ndots:0\n', 'db', 'db db.b'],
    ['', 'db', 'db'],
  ];
  for (const [file, name, names] of cases) {
    it(`for ${name} with ${JSON.stringify(file.slice(0, 30))}`, () => {
      assert.deepEqual(wholeNames(file, name), names.split(' '));
    });
  }
});
