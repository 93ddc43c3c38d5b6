import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha512 } from '../../../../src/simulation/containers/applets/sha512.ts';
import {
  type Configuration,
  type ConfigurationSource,
  readConfiguration,
} from '../../../../src/simulation/containers/images/coredns/configuration.ts';
import { parseCorefile } from '../../../../src/simulation/containers/images/coredns/corefileParser.ts';
import { DnsServer } from '../../../../src/simulation/containers/images/coredns/dnsServer.ts';
import { readDuration } from '../../../../src/simulation/containers/images/coredns/goText.ts';
import type { Asked, DnsRequest } from '../../../../src/simulation/containers/images/coredns/serving.ts';
import { ZoneWorld } from '../../dns/zoneWorld.ts';
import { kubeadmCorefile } from './coreDnsPod.ts';

const world = new ZoneWorld();
world.namespace('default');
world.service('default', 'web', { clusterIP: '10.96.0.7', ports: [{ port: 80 }] });
world.zone();

function source(text: string, files: Readonly<Record<string, string>> = {}): ConfigurationSource {
  return {
    file: 'Corefile',
    text,
    env: new Map([['DOMAIN', 'cluster.local']]),
    imported: (pattern) => {
      const found = files[pattern];
      return found === undefined ? `File to import not found: ${pattern}` : [{ file: pattern, text: found }];
    },
    defaultPort: 53,
    readFile: (path) => (path === '/etc/resolv.conf' ? 'nameserver 192.168.0.1\n' : undefined),
    ownAddresses: ['10.244.0.2'],
    randomName: () => '1.2',
    openZone: (settings) => world.unsynced(settings),
  };
}

/** The status of an answer, where other servers say SERVFAIL to all. */
function statusOf(configuration: Configuration, name: string, type = 'A'): string {
  const server = new DnsServer(configuration, { nowMs: () => 0, randomInteger: (low) => low, log: () => {} });
  const question = { name, type, class: 'IN' };
  const request: DnsRequest = {
    id: 1,
    question,
    client: { ip: '10.244.0.9', port: 4000 },
    transport: 'udp',
    dnssecOk: false,
    udpBytes: 512,
  };
  const handling = server.answer(request, 53);
  let step = handling.next(undefined as unknown as Asked);
  while (!step.done) step = handling.next({ problem: 'i/o timeout', cause: 'unreachable' });
  return step.value.answer.status;
}

describe('a Corefile', () => {
  it('is read as the real one reads it', () => {
    const plain = (text: string, files?: Record<string, string>) => {
      const blocks = parseCorefile(source(text, files));
      if (typeof blocks === 'string') return blocks;
      return blocks.map(({ keys, plugins }) => [
        keys.join(' '),
        ...[...plugins.values()].map((tokens) => tokens.map((token) => token.text).join(' ')),
      ]);
    };
    assert.deepEqual(plain('a, b,\n c {\n x "y \\" z" w#v\n y\n}\nd {\n}\n'), [['a b c', 'x y " z w', 'y'], ['d']]);
    assert.deepEqual(plain('{$DOMAIN} {\n x {%DOMAIN%} {$NOTHING}\n}\n'), [['cluster.local', 'x cluster.local ']]);
    assert.deepEqual(plain('. {\n import part\n}\n', { part: 'x 1 {\n y\n}\nx 2\n' }), [['.', 'x 1 { y } x 2']]);
    assert.deepEqual(plain('(s) {\n x\n}\n. {\n import s\n import s\n}\n'), [['.', 'x x']]);
    assert.deepEqual(plain('example.org\nx 1\n'), [['example.org', 'x 1']], 'one block needs no braces');
    assert.equal(plain('. {\n import nope\n}\n'), 'Corefile:2 - Error during parsing: File to import not found: nope');
    assert.match(String(plain('(s) {\n import s\n}\n. {\n import s\n}\n')), /maximum snippet import depth/);
  });

  it('of another form has another digest; it is SHA-512', () => {
    for (const length of [0, 1, 111, 112, 127, 128, 129, 1_000]) {
      const text = '\xff'.repeat(length);
      assert.equal(sha512(text), createHash('sha512').update(text, 'latin1').digest('hex'));
    }
  });

  it('has durations as Go writes them', () => {
    assert.deepEqual(['5s', '1m30s', '1.5h', '250ms', '0', '-2s', '5', 'soon', '5 s', ''].map(readDuration), [
      5_000,
      90_000,
      5_400_000,
      250,
      0,
      -2_000,
      'time: missing unit in duration "5"',
      'time: invalid duration "soon"',
      'time: invalid duration "5 s"',
      'time: invalid duration ""',
    ]);
  });

  it('of any words is served, or is refused with a reason', () => {
    const words = fc.constantFrom(
      ...'. .:53 cluster.local { } \n errors log health ready kubernetes forward cache loop reload loadbalance hosts rewrite prometheus'.split(
        ' ',
      ),
      ...'pods insecure ttl 30 fallthrough in-addr.arpa /etc/resolv.conf 10.0.0.1 name exact suffix a b.example import (s) s lameduck 5s'.split(
        ' ',
      ),
      ...'success 100 disable denial class 10.1.2.3 web policy sequential # "q" "{$DOMAIN}" {$X} \\ namespaces default ignore empty_service'.split(
        ' ',
      ),
    );
    const corefiles = fc.oneof(
      fc
        .array(fc.oneof({ weight: 20, arbitrary: words }, fc.string()), { maxLength: 60 })
        .map((parts) => parts.join(' ')),
      fc.tuple(fc.nat(kubeadmCorefile.length), fc.nat(40), words).map(([at, count, word]) => {
        return kubeadmCorefile.slice(0, at) + word + kubeadmCorefile.slice(at + count);
      }),
    );
    let served = 0;
    fc.assert(
      fc.property(corefiles, (text) => {
        const configuration = readConfiguration(source(text));
        if (typeof configuration === 'string') {
          assert.notEqual(configuration, '');
          return;
        }
        served += 1;
        for (const name of ['web.default.svc.cluster.local', 'a.b.example', '.']) statusOf(configuration, name);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(served > 100, `${served} are served`);
  });

  it('that wants to be large stays small', () => {
    const bomb = '(a) {\n x y z\n}\n'.concat(
      ...Array.from({ length: 25 }, (_, index) => `(a${index}) {\n import a${index || ''}\n}\n`),
      `. {\n${' import a\n'.repeat(1_500)}}\n`,
    );
    assert.equal(typeof readConfiguration(source(bomb)), 'string');
    const wide = Array.from({ length: 9_000 }, (_, index) => `z${index}.example`).join(' ');
    const many = readConfiguration(source(`${wide} {\n errors\n}\n`));
    assert.ok(typeof many !== 'string' && many.sites.length === 9_000);
    assert.match(
      String(readConfiguration(source(`. {\n${'errors\n'.repeat(20_000)}}\n`))),
      /does not read a Corefile of more/,
    );
    const growing = `. {\n${' rewrite continue name substring a aaaaaaaa\n'.repeat(40)} kubernetes cluster.local\n}\n`;
    const rewriting = readConfiguration(source(growing));
    assert.ok(typeof rewriting !== 'string');
    assert.equal(statusOf(rewriting, 'a.example'), 'SERVFAIL');
  });
});
