import { deepEqual, equal, match } from 'node:assert/strict';
import { NameWorld, podResolverFile } from '../resolver/nameWorld.ts';

const image = 'registry.k8s.io/e2e-test-images/agnhost:2.39';
const away = podResolverFile.replace('10.96.0.10', '10.96.0.12');

function run(script: string, resolverFile = podResolverFile) {
  const ran = new NameWorld().run(script, { image, resolverFile });
  return { ...ran, seconds: Math.round(ran.tookMs / 1000) };
}

describe('agnhost', () => {
  it('shows the resolver of its Pod', () => {
    equal(run('/agnhost dns-suffix').stdout, 'default.svc.cluster.local,svc.cluster.local,cluster.local\n');
    equal(run('/agnhost dns-server-list').stdout, '10.96.0.10\n');
    match(run('/agnhost etc-hosts').stdout, /^127\.0\.0\.1\tlocalhost\n.*\n10\.244\.0\.7\tclient\n\n$/s);
    equal(run('/agnhost dns-suffix', 'nameserver 10.96.0.10\n').exitCode, 2);
  });

  const connections: readonly (readonly [words: string, text: RegExp, seconds: number])[] = [
    ['nope:80', /^DNS: lookup nope on 10\.96\.0\.10:53: no such host\n$/, 0],
    ['bad.test.:80', /^DNS: lookup bad\.test\. on 10\.96\.0\.10:53: server misbehaving\n$/, 0],
    ['v4.test:81', /^REFUSED\n$/, 0],
    ['10.9.9.9:80 --timeout=2s', /^TIMEOUT\n$/, 2],
    ['10.244.0.99:80', /^OTHER: dial tcp 10\.244\.0\.99:80: connect: no route to host\n$/, 3],
    ['web', /^UNKNOWN: address web: missing port in address\n$/, 0],
    [
      '--protocol=udp --timeout=1s 10.96.0.12:53',
      /^TIMEOUT: read udp 10\.244\.0\.7:\d+->10\.96\.0\.12:53: i\/o timeout\n$/,
      1,
    ],
    ['--protocol=udp v4.test:81', /^REFUSED: read udp .*: read: connection refused\n$/, 0],
  ];
  for (const [words, text, seconds] of connections) {
    it(`connect ${words}: ${text.source.slice(1, 8)}`, () => {
      const ran = run(`/agnhost connect ${words}`);
      match(ran.stderr, text);
      deepEqual([ran.exitCode, ran.seconds], [1, seconds]);
    });
  }

  it('says after how long no name server answered, as Go does', () => {
    const ran = run('/agnhost connect web:80', away);
    match(
      ran.stderr,
      /^DNS: lookup web on 10\.96\.0\.12:53: read udp 10\.244\.0\.7:\d+->10\.96\.0\.12:53: i\/o timeout\n$/,
    );
    equal(ran.seconds, 40);
  });

  it('netexec answers datagrams, and asks others over both', () => {
    const server = '/agnhost netexec & sleep 1;';
    const ask = (path: string) => run(`${server} curl -s 'localhost:8080${path}'; kill $!`).stdout;
    equal(
      ask('/dial?host=localhost&port=8081&protocol=udp&request=hostname&tries=2'),
      '{"responses":["client","client"]}\n',
    );
    equal(ask('/dial?host=v4.test&port=8080&request=hostname'), '{"responses":["client"]}\n');
    equal(
      ask('/dial?host=v4.test&port=81&request=hostname'),
      '{"errors":["Get \\"http://127.0.0.1:81/hostname\\": dial tcp 127.0.0.1:81: connect: connection refused"]}\n',
    );
    equal(
      ask('/dial?host=nope&port=80&request=x'),
      'host and/or port param are invalid. lookup nope on 10.96.0.10:53: no such host\n',
    );
    const log = run(`${server} echo hostname | nc -u -w 1 127.0.0.1 8081; kill $!`);
    match(log.output, /Started UDP server on port {2}8081\n/);
  });
});
