import assert from 'node:assert/strict';
import * as dnsPacket from 'dns-packet';
import type { DnsAnswer } from '../../../../src/api/dns.ts';
import { receiveDatagram, sendDatagram } from '../../../../src/simulation/containers/datagrams.ts';
import { refused } from '../../../../src/simulation/containers/errno.ts';
import { ByteReader } from '../../../../src/simulation/containers/http/byteReader.ts';
import { connect, write } from '../../../../src/simulation/containers/syscalls.ts';
import { decodedReply } from '../../../api/decodedReply.ts';
import { answerLines } from '../../dns/zoneWorld.ts';
import { CoreDnsPod, kubeadmCorefile } from './coreDnsPod.ts';

const ip = '10.244.0.2';
const web = 'web.default.svc.cluster.local';

/** A Pod with CoreDNS in a cluster with a Service. */
function podWith(...options: ConstructorParameters<typeof CoreDnsPod>): CoreDnsPod {
  const pod = new CoreDnsPod(...options);
  pod.world.namespace('default');
  pod.world.service('default', 'web', { clusterIP: '10.96.0.7', ports: [{ port: 80 }] });
  pod.world.service('default', 'outside', { type: 'ExternalName', externalName: 'www.example.com' });
  pod.world.service('default', 'nowhere', { type: 'ExternalName', externalName: 'nothing.example.net' });
  pod.world.service('default', 'pods', { clusterIP: 'None' });
  pod.world.slice('default', 'pods', ['10.244.0.10', '10.244.0.11', '10.244.0.12', '10.244.0.13'], []);
  pod.run(100);
  return pod;
}

const lines = (answer: DnsAnswer | undefined) => (answer ? answerLines(answer) : undefined);
const flags = (answer: DnsAnswer | undefined) => [answer?.authoritative === true, answer?.recursionAvailable === true];

describe('CoreDNS', () => {
  it('starts with the lines of the real one, the digest of its configuration among them', () => {
    assert.equal(
      new CoreDnsPod().log,
      `maxprocs: Leaving GOMAXPROCS=4: CPU quota undefined
.:53
[INFO] plugin/reload: Running configuration SHA512 = 1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b
CoreDNS-1.12.1
linux/amd64, go1.24.1, 707c7c1
`,
      'the digest is the one that CoreDNS logs in clusters that kubeadm made',
    );
    const older = new CoreDnsPod(kubeadmCorefile.replace(/ {4}cache 30 \{[^}]*\}/, '    cache 30'), {
      image: 'registry.k8s.io/coredns/coredns:v1.11.1',
    });
    assert.equal(
      older.log,
      `.:53
[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908
CoreDNS-1.11.1
linux/amd64, go1.20.7, ae2bbc2
`,
      'and that of older ones',
    );
    assert.match(new CoreDnsPod('', { args: ['-version'] }).log, /^CoreDNS-1\.12\.1\n/);
  });

  it('answers with the zone, and asks the Node’s name server for other names, whose answers it keeps', () => {
    const pod = podWith();
    assert.deepEqual(lines(pod.ask(web)), ['NOERROR', `${web} 30 A 10.96.0.7`]);
    assert.deepEqual(flags(pod.ask(web)), [true, false]);
    assert.equal(lines(pod.ask('nothing.default.svc.cluster.local'))?.[0], 'NXDOMAIN');
    const first = pod.ask('example.com');
    assert.deepEqual(
      [lines(first), flags(first)],
      [
        ['NOERROR', 'example.com 30 A 203.0.113.10'],
        [false, true],
      ],
    );
    pod.run(12_000);
    const kept = pod.ask('EXAMPLE.com');
    assert.deepEqual(
      [lines(kept), flags(kept)],
      [
        ['NOERROR', 'example.com 18 A 203.0.113.10'],
        [true, true],
      ],
    );
    pod.run(30_000);
    assert.deepEqual(flags(pod.ask('example.com')), [false, true], 'asked again');
    assert.deepEqual(lines(pod.ask('nothing.example.net'))?.[0], 'NXDOMAIN');
    assert.deepEqual(flags(pod.ask('nothing.example.net')), [true, true], 'that a name is missing is kept too');
    assert.equal(lines(pod.ask('9.9.9.9.in-addr.arpa', 'PTR'))?.[0], 'NXDOMAIN', 'falls through');
    assert.deepEqual(lines(pod.ask('dns-version.cluster.local', 'TXT')), [
      'NOERROR',
      'dns-version.cluster.local 28800 TXT "1.1.0"',
    ]);
    assert.deepEqual(lines(pod.ask('version.bind', 'TXT', 'CH')), ['REFUSED']);
  });

  it('follows an alias out of the cluster', () => {
    const pod = podWith();
    assert.deepEqual(lines(pod.ask('outside.default.svc.cluster.local')), [
      'NOERROR',
      'outside.default.svc.cluster.local 30 CNAME www.example.com',
      'www.example.com 30 CNAME example.com',
      'example.com 30 A 203.0.113.10',
    ]);
    assert.deepEqual(lines(pod.ask('nowhere.default.svc.cluster.local')), [
      'NOERROR',
      'nowhere.default.svc.cluster.local 30 CNAME nothing.example.net',
    ]);
  });

  it('hands out addresses in another order each time, the same in each session', () => {
    const asked = () => {
      const pod = podWith();
      return Array.from({ length: 20 }, () => lines(pod.ask('pods.default.svc.cluster.local')) ?? []);
    };
    const answers = asked();
    assert.deepEqual(new Set(answers.map((each) => [...each].sort().join())).size, 1);
    assert.ok(new Set(answers.map((each) => each.join())).size > 5);
    assert.deepEqual(asked(), answers);
  });

  it('says SERVFAIL for missing names while it has not heard of what there is', () => {
    const pod = new CoreDnsPod(kubeadmCorefile, { cluster: 'silent' });
    assert.equal(pod.get(8181, '/ready'), '503 kubernetes');
    assert.equal(pod.get(8080, '/health'), '200 OK');
    pod.run(6_000);
    assert.equal(
      pod.log.match(/\[INFO\] plugin\/kubernetes: waiting for Kubernetes API before starting server/g)?.length,
      9,
    );
    assert.match(pod.log, /\[WARNING\] plugin\/kubernetes: starting server with unsynced Kubernetes API\n\.:53\n/);
    assert.equal(lines(pod.ask(web))?.[0], 'SERVFAIL');
    assert.equal(pod.get(8181, '/ready'), '503 kubernetes');
  });

  it('tells how it is, and still answers for a while when it is told to end', () => {
    const pod = podWith();
    pod.ask(web);
    pod.ask('example.com', 'AAAA');
    assert.equal(pod.get(8080, '/health'), '200 OK');
    assert.equal(pod.get(8181, '/ready'), '200 OK');
    assert.equal(pod.get(8080, '/'), '404 404 page not found\n');
    const metrics = pod.get(9153, '/metrics');
    for (const line of [
      'coredns_build_info{goversion="go1.24.1",revision="707c7c1",version="1.12.1"} 1',
      'coredns_dns_requests_total{family="1",proto="udp",server="dns://:53",type="AAAA",view="",zone="."} 1',
      'coredns_dns_responses_total{plugin="loadbalance",rcode="NOERROR",server="dns://:53",view="",zone="."} 2',
      'coredns_cache_entries{server="dns://:53",type="success",view="",zones="."} 1',
      'coredns_plugin_enabled{name="kubernetes",server="dns://:53",view="",zone="."} 1',
    ]) {
      assert.ok(metrics.includes(`\n${line}\n`), `${line}\n${metrics}`);
    }
    pod.container.signal('SIGTERM');
    pod.run(1_000);
    assert.match(
      pod.log,
      /\[INFO\] SIGTERM: Shutting down servers then terminating\n\[INFO\] plugin\/health: Going into lameduck mode for 5s\n$/,
    );
    assert.equal(lines(pod.ask(web))?.[0], 'NOERROR');
    assert.equal(pod.get(8080, '/health'), '503 ');
    assert.equal(pod.get(8181, '/ready'), 'ECONNREFUSED');
    pod.run(5_000);
    assert.equal(pod.exit?.exitCode, 0);
    assert.equal(pod.ask(web), undefined);
  });

  it('logs a line for each question where the Corefile says so', () => {
    const pod = podWith(kubeadmCorefile.replace('errors', 'log\n    errors'));
    pod.ask(web);
    pod.ask('Nothing.default.svc.cluster.local', 'AAAA');
    pod.ask('example.com');
    const logged = pod.log.split('\n').filter((line) => line.includes(' 4711 '));
    assert.deepEqual(logged, [
      `[INFO] 192.168.0.11:32768 - 4711 "A IN ${web}. udp 47 false 512" NOERROR qr,aa,rd 92 0.000064s`,
      '[INFO] 192.168.0.11:32769 - 4711 "AAAA IN nothing.default.svc.cluster.local. udp 51 false 512" NXDOMAIN qr,aa,rd 144 0.00006s',
      '[INFO] 192.168.0.11:32770 - 4711 "A IN example.com. udp 29 false 512" NOERROR qr,rd,ra 56 0.020064s',
    ]);
    assert.match(
      pod.log,
      /\[INFO\] 127\.0\.0\.1:\d+ - \d+ "HINFO IN \d{19}\.\d{19}\. udp 57 false 512" NXDOMAIN qr,rd,ra 132 /,
    );
    const denials = podWith(
      '.:53 {\n log . "{proto} {name} {type} {rcode}" {\n class denial\n }\n kubernetes cluster.local\n}\n',
    );
    denials.ask(web);
    denials.ask(web, 'AAAA');
    assert.match(denials.log, /\[INFO\] udp web\.default\.svc\.cluster\.local\. AAAA NOERROR\n$/);
    assert.doesNotMatch(denials.log, / A NOERROR/);
  });

  it('says why it cannot ask others', () => {
    const silent = podWith('. {\n errors\n forward . 10.99.0.1\n}\n');
    assert.deepEqual(lines(silent.ask('example.com')), ['SERVFAIL']);
    assert.match(
      silent.log,
      /\[ERROR\] plugin\/errors: 2 example\.com\. A: read udp 10\.244\.0\.2:\d+->10\.99\.0\.1:53: i\/o timeout\n$/,
    );
    const refusing = podWith('. {\n errors\n forward . 192.168.0.10\n}\n');
    assert.deepEqual(lines(refusing.ask('example.com')), ['SERVFAIL']);
    assert.match(refusing.log, /->192\.168\.0\.10:53: read: connection refused\n$/);
    const alone = podWith('. {\n errors\n kubernetes cluster.local\n}\n');
    assert.deepEqual(lines(alone.ask('example.com')), ['SERVFAIL']);
    assert.match(alone.log, /plugin\/errors: 2 example\.com\. A: plugin\/kubernetes: no next plugin found\n$/);
    const few = podWith('. {\n forward . 10.99.0.1 {\n max_concurrent 2\n }\n}\n');
    const statuses = few.onNode(function* (process) {
      const fd = process.connectUdp({ ip, port: 53 });
      if (refused(fd)) return [];
      for (const id of [1, 2, 3])
        sendDatagram(process, fd, { id, question: { name: 'example.com', type: 'A', class: 'IN' } });
      const first = yield* receiveDatagram(process, fd, 1_000);
      return refused(first) || typeof first.content === 'string'
        ? []
        : [first.content.id, first.content.answer?.status];
    });
    assert.deepEqual(statuses, [3, 'REFUSED']);
  });

  it('ends when questions go round in a circle, and says so', () => {
    const pod = new CoreDnsPod('. {\n forward . 127.0.0.1\n loop\n}\n');
    assert.equal(pod.exit?.exitCode, 1);
    assert.match(
      pod.log,
      /\[FATAL\] plugin\/loop: Loop \(127\.0\.0\.1:\d+ -> :53\) detected for zone "\.", see https:\/\/coredns\.io\/plugins\/loop#troubleshooting\. Query: "HINFO \d{19}\.\d{19}\."\n$/,
    );
    const unwatched = podWith('. {\n forward . 127.0.0.1\n}\n');
    assert.equal(unwatched.ask('example.com')?.status, 'SERVFAIL', 'it drowns in its own questions, and lives');
    unwatched.run(60_000);
    assert.equal(unwatched.exit, undefined);
  });

  it('serves zones of their own, hosts and other names', () => {
    const pod = podWith(
      `.:53 {
        rewrite name exact db.example.org web.default.svc.cluster.local
        rewrite name suffix .corp .default.svc.cluster.local answer auto
        hosts {
          10.1.2.3 printer.example.net Printer
          2001:db8::5 printer.example.net
          fallthrough
        }
        kubernetes cluster.local
        forward . /etc/resolv.conf
      }
      consul.example:53, lab.example {
        hosts /etc/coredns/consul {
          ttl 60
        }
      }
      `,
      { more: { consul: '10.9.9.9 node.consul.example\n' } },
    );
    assert.match(pod.log, /\n\.:53\nconsul\.example\.:53\nlab\.example\.:53\nCoreDNS-/);
    assert.deepEqual(lines(pod.ask('DB.example.org')), ['NOERROR', 'DB.example.org 5 A 10.96.0.7']);
    assert.deepEqual(lines(pod.ask('web.corp')), ['NOERROR', 'web.corp 5 A 10.96.0.7']);
    assert.deepEqual(lines(pod.ask('printer.example.net')), ['NOERROR', 'printer.example.net 3600 A 10.1.2.3']);
    assert.deepEqual(lines(pod.ask('printer.example.net', 'MX')), ['NOERROR']);
    assert.deepEqual(lines(pod.ask('3.2.1.10.in-addr.arpa', 'PTR')), [
      'NOERROR',
      '3.2.1.10.in-addr.arpa 3600 PTR printer.example.net',
      '3.2.1.10.in-addr.arpa 3600 PTR printer',
    ]);
    assert.deepEqual(lines(pod.ask('example.com'))?.slice(0, 1), ['NOERROR']);
    assert.deepEqual(lines(pod.ask('node.consul.example')), ['NOERROR', 'node.consul.example 60 A 10.9.9.9']);
    assert.deepEqual(lines(pod.ask('other.consul.example')), ['SERVFAIL']);
    const only = podWith('cluster.local {\n kubernetes\n}\n');
    assert.deepEqual(lines(only.ask('example.com')), ['REFUSED'], 'it has no zone for that');
    assert.deepEqual(lines(only.ask(web, 'A', 'CH')), ['REFUSED']);
  });

  it('goes over to another Corefile some time after it has changed', () => {
    const pod = podWith();
    const before = pod.log;
    pod.write('Corefile', kubeadmCorefile.replaceAll('\n    ', '\n\t').replace('errors', 'errors # all of them'));
    pod.run(60_000);
    assert.equal(pod.log, before, 'blanks and comments are none of the configuration');
    pod.write('Corefile', kubeadmCorefile.replace('ttl 30', 'ttl 7').replace(':9153', ':9154'));
    pod.run(40_000);
    assert.match(
      pod.log.slice(before.length),
      /^\[INFO\] Reloading\n\[INFO\] plugin\/reload: Running configuration SHA512 = [0-9a-f]{128}\n\[INFO\] Reloading complete\n$/,
    );
    assert.deepEqual(lines(pod.ask(web)), ['NOERROR', `${web} 7 A 10.96.0.7`]);
    assert.equal(pod.get(9153, '/metrics'), 'ECONNREFUSED');
    assert.match(pod.get(9154, '/metrics'), /^200 /);
  });

  it('stays with the Corefile that it has where the new one is wrong', () => {
    const pod = podWith();
    const before = pod.log;
    pod.write('Corefile', kubeadmCorefile.replace('loadbalance', 'loadbalancer'));
    pod.run(120_000);
    const why = "/etc/coredns/Corefile:22 - Error during parsing: Unknown directive 'loadbalancer'";
    assert.equal(
      pod.log.slice(before.length),
      `[INFO] Reloading\n[ERROR] Restart failed: ${why}\n[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${why}\n`,
    );
    assert.equal(lines(pod.ask(web))?.[0], 'NOERROR');
    assert.match(pod.get(9153, '/metrics'), /coredns_reload_failed_total 1\n/);
    pod.write('Corefile', kubeadmCorefile.replace(/\}\n$/, ''));
    pod.run(40_000);
    assert.match(
      pod.log,
      /\[WARNING\] plugin\/reload: Corefile parse failed: \/etc\/coredns\/Corefile:22 - Syntax error: Unexpected token 'loadbalance', expecting '\}'\n$/,
    );
  });

  const wrong: readonly (readonly [corefile: string, problem: string])[] = [
    ['.:53 {\n errrors\n}\n', "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'errrors'"],
    ['.:53 {\n errors\n', "/etc/coredns/Corefile:2 - Syntax error: Unexpected token 'errors', expecting '}'"],
    ['.:53 {\n cache 30 {\n', '/etc/coredns/Corefile:2 - Error during parsing: Unexpected EOF'],
    [
      '. {\n kubernetes cluster.local {\n  upstream\n }\n}\n',
      "plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: unknown property 'upstream'",
    ],
    [
      '. {\n kubernetes cluster.local {\n  pods sometimes\n }\n}\n',
      'plugin/kubernetes: wrong value for pods: sometimes,  must be one of: disabled, verified, insecure',
    ],
    [
      '. {\n kubernetes cluster.local {\n  ttl 4000\n }\n}\n',
      'plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: ttl must be in range [0, 3600]: 4000',
    ],
    ['. {\n kubernetes in-addr.arpa\n}\n', 'plugin/kubernetes: non-reverse zone name must be used'],
    ['. {\n forward . nowhere\n}\n', 'plugin/forward: not an IP address or file: "nowhere"'],
    [
      '. {\n forward .\n}\n',
      "plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
    ],
    ['. {\n reload 1s\n}\n', 'plugin/reload: interval value must be greater or equal to 2s'],
    ['. {\n health {\n  lameduck soon\n }\n}\n', 'plugin/health: time: invalid duration "soon"'],
    ['. {\n cache 0\n}\n', 'plugin/cache: cache TTL can not be zero or negative: 0'],
    ['. {\n errors\n}\n. {\n errors\n}\n', 'cannot serve dns://.:53 - it is already defined'],
    ['. {\n ready\n}\n.:8181 {\n errors\n}\n', 'Listen: listen tcp :8181: bind: address already in use'],
    ['. {\n autopath\n}\n', 'plugin/autopath: Pod Labs does not simulate this plugin'],
  ];
  for (const [corefile, problem] of wrong) {
    it(`ends where the Corefile is wrong: ${problem}`, () => {
      const pod = new CoreDnsPod(corefile);
      assert.deepEqual(
        [pod.exit?.exitCode, pod.log],
        [1, `maxprocs: Leaving GOMAXPROCS=4: CPU quota undefined\n${problem}\n`],
      );
    });
  }

  it('ends without a Corefile, and without a cluster', () => {
    const without = new CoreDnsPod('', { args: ['-conf', '/etc/coredns/Other'] });
    assert.equal(without.exit?.exitCode, 1);
    assert.match(without.log, /loading Caddyfile via flag: open \/etc\/coredns\/Other: no such file or directory\n$/);
    const alone = new CoreDnsPod(kubeadmCorefile, { cluster: 'none' });
    assert.match(alone.log, /plugin\/kubernetes: unable to load in-cluster configuration/);
  });

  it('imports snippets and files', () => {
    const pod = podWith('(base) {\n errors\n}\n. {\n import base\n import *.part\n kubernetes cluster.local\n}\n', {
      more: { 'a.part': 'hosts {\n 10.0.0.9 a.example\n fallthrough\n}\n', 'b.other': 'wrong' },
    });
    assert.deepEqual(lines(pod.ask('a.example')), ['NOERROR', 'a.example 3600 A 10.0.0.9']);
    assert.equal(lines(pod.ask(web))?.[0], 'NOERROR');
  });

  it('speaks DNS as it is on the wire over TCP, and over UDP to who sends bytes', () => {
    const pod = podWith();
    const packet = dnsPacket.encode({
      type: 'query',
      id: 7,
      flags: 256,
      questions: [{ name: web, type: 'A', class: 'IN' }],
    });
    const bytes = packet.toString('latin1');
    const overTcp = pod.onNode(function* (process) {
      const fd = yield* connect({ ip, port: 53 }, 1_000);
      if (refused(fd)) return [];
      const framed = `${String.fromCharCode(0, bytes.length)}${bytes}`;
      yield* write(fd, framed + framed.slice(0, 5));
      yield* write(fd, framed.slice(5));
      const reader = new ByteReader(process, fd);
      const replies: string[] = [];
      for (let count = 0; count < 2; count++) {
        const length = yield* reader.exactly(2);
        const reply =
          typeof length === 'object' && 'text' in length ? yield* reader.exactly(length.text.charCodeAt(1)) : 'end';
        if (typeof reply === 'object' && 'text' in reply) replies.push(reply.text);
      }
      return replies;
    });
    const overUdp = pod.onNode(function* (process) {
      const fd = process.connectUdp({ ip, port: 53 });
      if (refused(fd)) return '';
      sendDatagram(process, fd, bytes);
      const reply = yield* receiveDatagram(process, fd, 1_000);
      return refused(reply) || typeof reply.content !== 'string' ? '' : reply.content;
    });
    for (const reply of [...(overTcp ?? []), overUdp ?? '']) {
      const { id, rcode, answers } = decodedReply(Buffer.from(reply, 'latin1'));
      assert.deepEqual([id, rcode, answers?.length], [7, 'NOERROR', 1]);
    }
    assert.equal(overTcp?.length, 2);
  });

  it('answers who is outside of the simulation at once, and nothing inside tells of it', () => {
    const pod = podWith(kubeadmCorefile.replace('errors', 'log\n    errors'));
    const [server] = pod.announced;
    assert.ok(server?.isRunning);
    const before = [pod.log, pod.get(9153, '/metrics').replace(/.*_requests_total.*|.*tcp.*/g, '')];
    const asked: string[] = [];
    const ask = (name: string, type = 'A') =>
      lines(
        server.answerOutside(
          { name, type, class: 'IN' },
          {
            randomInteger: (low) => low,
            ask: (address, question) => {
              asked.push(`${address.ip} ${question.name}`);
              return question.name === 'silent.example'
                ? undefined
                : { status: 'NXDOMAIN', authoritative: false, answers: [], authority: [], additional: [] };
            },
          },
        ),
      );
    assert.deepEqual(ask(web), ['NOERROR', `${web} 30 A 10.96.0.7`]);
    assert.deepEqual([ask('a.example'), ask('a.example')], [['NXDOMAIN'], ['NXDOMAIN']]);
    assert.deepEqual(ask('silent.example'), ['SERVFAIL']);
    assert.deepEqual([...new Set(asked)], ['192.168.0.1 a.example', '192.168.0.1 silent.example']);
    assert.equal(asked.filter((each) => each.includes(' a.example')).length, 1, 'it keeps what it was told');
    pod.run(10_000);
    assert.deepEqual([pod.log, pod.get(9153, '/metrics').replace(/.*_requests_total.*|.*tcp.*/g, '')], before);
    pod.container.signal('SIGKILL');
    pod.run(10);
    assert.equal(server.isRunning, false);
  });
});
