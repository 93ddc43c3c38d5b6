import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { ensureDnsTools } from '../../scripts/realDig.ts';
import { openDnsCluster } from './dnsCluster.ts';

const svc = (name: string) => `${name}.svc.cluster.local`;

describe('the real dig, nslookup and host at the DNS door', function () {
  this.timeout(180_000);
  let opened: Awaited<ReturnType<typeof openDnsCluster>>;
  before(async () => {
    await ensureDnsTools();
    opened = await openDnsCluster();
  });
  after(() => opened.door.close());

  /** What a program prints, without what differs from run to run. */
  const run = (program: string, ...args: string[]) =>
    new Promise<string>((resolve) => {
      execFile(program, args, (_error, stdout, stderr) => {
        const { port } = opened;
        resolve(
          (stdout + stderr)
            .replaceAll(String(port), 'PORT')
            .replace(/^; <<>> DiG .*\n/gm, '')
            .replace(/^;; (global options|WHEN|Query time):? .*\n/gm, '')
            .replace(/^;; (WARNING: \.local is reserved|You are currently testing).*\n/gm, '')
            .replace(/\bid: \d+/g, 'id: ID')
            .replace(/COOKIE: [0-9a-f]+/g, 'COOKIE: COOKIE')
            .replace(/(hostmaster\.\S+) \d+/g, '$1 SERIAL')
            .replace(/[ \t]+/g, ' ')
            .replace(/\n{2,}/g, '\n')
            .trim(),
        );
      });
    });
  const dig = (...args: string[]) => run('dig', '@127.0.0.1', '-p', String(opened.port), ...args);

  it('dig shows an answer as it shows those of a real CoreDNS', async () => {
    assert.equal(
      await dig(svc('web.default')),
      `; (1 server found)
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ID
;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available
;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 1232
; COOKIE: COOKIE (echoed)
;; QUESTION SECTION:
;web.default.svc.cluster.local. IN A
;; ANSWER SECTION:
web.default.svc.cluster.local. 30 IN A 10.96.7.7
;; SERVER: 127.0.0.1#PORT(127.0.0.1) (UDP)
;; MSG SIZE rcvd: 115`,
    );
  });

  const brief: readonly (readonly [args: string, lines: string])[] = [
    [
      `${svc('nothing.default')} +noall +comments +authority +noedns`,
      `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: ID
;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0
;; WARNING: recursion requested but not available
;; AUTHORITY SECTION:
cluster.local. 30 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. SERIAL 7200 1800 86400 30`,
    ],
    [
      `${svc('web.default')} AAAA +noall +comments +authority +noedns`,
      `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ID
;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0
;; WARNING: recursion requested but not available
;; AUTHORITY SECTION:
cluster.local. 30 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. SERIAL 7200 1800 86400 30`,
    ],
    [
      `_http._tcp.${svc('web.default')} SRV +noall +answer +additional`,
      `_http._tcp.web.default.svc.cluster.local. 30 IN SRV 0 100 80 web.default.svc.cluster.local.
web.default.svc.cluster.local. 30 IN A 10.96.7.7`,
    ],
    [`${svc('db-1.db.default')} +short`, '10.244.9.2'],
    ['-x 10.96.7.7 +short', 'web.default.svc.cluster.local.'],
    ['-x 10.244.9.3 +short', 'db-2.db.default.svc.cluster.local.'],
    [
      `${svc('pay.shop')} +noall +answer`,
      `pay.shop.svc.cluster.local. 30 IN CNAME api.example.com.
api.example.com. 30 IN A 203.0.113.20`,
    ],
    ['1-2-3-4.default.pod.cluster.local +short', '1.2.3.4'],
    ['dns-version.cluster.local TXT +noall +answer', 'dns-version.cluster.local. 28800 IN TXT "1.1.0"'],
    [
      'cluster.local NS +noall +answer +additional',
      `cluster.local. 30 IN NS kube-dns.kube-system.svc.cluster.local.
kube-dns.kube-system.svc.cluster.local. 30 IN A 10.96.0.10`,
    ],
    ['WEB.Default.svc.CLUSTER.local +noall +answer', 'WEB.Default.svc.CLUSTER.local. 30 IN A 10.96.7.7'],
    ['kubernetes.io AAAA +short +tcp', '2001:db8::40'],
    [
      'version.bind TXT CH +noall +comments +noedns',
      `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: ID
;; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0`,
    ],
    [
      'cluster.local AXFR',
      `; (1 server found)
; Transfer failed.`,
    ],
    [
      `${svc('web.default')} TYPE65280 +noall +comments +noedns`,
      `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ID
;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0
;; WARNING: recursion requested but not available`,
    ],
    [
      `${svc('web.default')} +edns=9 +noednsnegotiation +noall +comments`,
      `;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: BADVERS, id: ID
;; flags: qr rd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1
;; WARNING: recursion requested but not available
;; OPT PSEUDOSECTION:
; EDNS: version: 0, flags:; udp: 0`,
    ],
    [
      'example.com +opcode=NOTIFY +noall +comments +noedns',
      `;; Got answer:
;; ->>HEADER<<- opcode: NOTIFY, status: NOTIMP, id: ID
;; flags: qr rd; QUERY: 0, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
;; WARNING: recursion requested but not available`,
    ],
  ];
  for (const [args, lines] of brief) {
    it(`dig ${args}`, async () => assert.equal(await dig(...args.split(' ')), lines));
  }

  it('dig gets a long answer over TCP after it was cut over UDP', async () => {
    const output = await dig(svc('many.default'), '+bufsize=512', '+noall', '+answer', '+comments');
    assert.match(output, /^;; Truncated, retrying in TCP mode\./);
    assert.equal(output.match(/ IN A 10\.244\.8\.\d+/g)?.length, 90);
    assert.match(
      await dig(svc('many.default'), '+bufsize=512', '+ignore', '+noall', '+comments'),
      /flags: qr aa tc rd;/,
    );
  });

  it('dig asks several questions over one connection', async () => {
    const names = [svc('web.default'), svc('db-0.db.default'), 'api.example.com'];
    assert.equal(await dig('+tcp', '+keepopen', '+short', ...names), '10.96.7.7\n10.244.9.1\n203.0.113.20');
  });

  it('names of 255 bytes, and of any bytes, come back as they were asked for', async () => {
    const label = (letter: string, length = 63) => letter.repeat(length);
    const longest = `${label('a')}.${label('b')}.${label('c')}.${label('d', 61)}`;
    assert.match(
      await dig(longest, '+noall', '+comments', '+question'),
      new RegExp(`NXDOMAIN[\\s\\S]*\\n;${longest}\\. IN A$`),
    );
    const odd = 'a\\.b.\\000\\255x.svc.cluster.local';
    assert.match(
      await dig(odd, '+noall', '+comments', '+question'),
      /NXDOMAIN[\s\S]*\n;a\\\.b\.\\000\\255x\.svc\.cluster\.local\. IN A$/,
    );
  });

  it('nslookup', async () => {
    const nslookup = (...args: string[]) => run('nslookup', `-port=${opened.port}`, ...args);
    const server = 'Server: 127.0.0.1\nAddress: 127.0.0.1#PORT';
    assert.equal(
      await nslookup(svc('web.default'), '127.0.0.1'),
      `${server}\nName: ${svc('web.default')}\nAddress: 10.96.7.7`,
    );
    assert.equal(
      await nslookup(svc('nothing.default'), '127.0.0.1'),
      `${server}\n** server can't find ${svc('nothing.default')}: NXDOMAIN`,
    );
    assert.equal(
      await nslookup('example.com', '127.0.0.1'),
      `${server}\nNon-authoritative answer:\nName: example.com\nAddress: 203.0.113.10\nName: example.com\nAddress: 2001:db8::10`,
    );
    assert.match(
      await nslookup('-type=srv', svc('_pg._tcp.db.default'), '127.0.0.1'),
      /service = 0 33 5432 db-0\.db\.default\.svc\.cluster\.local\./,
    );
  });

  it('host', async () => {
    const host = (...args: string[]) => run('host', '-p', String(opened.port), ...args, '127.0.0.1');
    const server = 'Using domain server:\nName: 127.0.0.1\nAddress: 127.0.0.1#PORT\nAliases:';
    assert.equal(await host(svc('web.default')), `${server} \n${svc('web.default')} has address 10.96.7.7`);
    assert.equal(
      await host('10.96.7.7'),
      `${server} \n7.7.96.10.in-addr.arpa domain name pointer ${svc('web.default')}.`,
    );
    assert.match(
      await host(svc('pay.shop')),
      /pay\.shop\.svc\.cluster\.local is an alias for api\.example\.com\.\napi\.example\.com has address 203\.0\.113\.20$/,
    );
    assert.match(await host('nothing.example.net'), /Host nothing\.example\.net not found: 3\(NXDOMAIN\)$/);
  });
});
