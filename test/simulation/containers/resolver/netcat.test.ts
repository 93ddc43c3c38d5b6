import { deepEqual } from 'node:assert/strict';
import { NameWorld } from './nameWorld.ts';

type Row = readonly [words: string, output: string, exitCode: number, seconds?: number];

/** With a listener at port 9090 of 127.0.0.1 where a connection is to stand. */
const listener = '(nc -l -s 127.0.0.1 -p 9090 > /dev/null < /dev/null) & sleep 1; ';

/** What busybox 1.37's nc, as its own configuration makes it, wrote on Linux. */
const ofBusybox: readonly Row[] = [
  ['nc -z -v v4.test 9090', 'v4.test (127.0.0.1:9090) open\n', 0],
  ['nc -z v4.test 9090', '', 0],
  ['nc -zv v4.test 81', '', 1],
  ['nc -zvv v4.test 81', 'nc: v4.test (127.0.0.1:81): Connection refused\nsent 0, rcvd 0\n', 1],
  ['nc -v nope 80', "nc: bad address 'nope'\n", 1],
  ['nc -w 2 10.9.9.9 80', '', 1, 2],
  ['nc -v -w 2 10.9.9.9 80', 'nc: 10.9.9.9 (10.9.9.9:80): Connection timed out\n', 1, 2],
  ['nc -v 10.244.0.99 80', 'nc: 10.244.0.99 (10.244.0.99:80): No route to host\n', 1, 3],
  ['nc 10.244.0.99 80', '', 1, 3],
  ['nc v4.test 80x', "nc: bad port '80x'\n", 1],
  ['nc v4.test', '', 1],
  ['nc -v -u -w1 127.0.0.1 5001 < /dev/null', '127.0.0.1 (127.0.0.1:5001) open\n', 0, 2],
  ['nc -zvu v4.test 5001', '', 1],
  ['nc -zvu -w1 10.96.0.10 53', '10.96.0.10 (10.96.0.10:53) open\n', 0, 1],
];

/** What netcat-openbsd 1.229 wrote; with musl's words for a name that is not known. */
const ofOpenbsd: readonly Row[] = [
  ['nc -zv v4.test 9090', 'Connection to v4.test (127.0.0.1) 9090 port [tcp/*] succeeded!\n', 0],
  ['nc -zvn 127.0.0.1 9090', 'Connection to 127.0.0.1 9090 port [tcp/*] succeeded!\n', 0],
  ['nc -zv v4.test 81', 'nc: connect to v4.test (127.0.0.1) port 81 (tcp) failed: Connection refused\n', 1],
  ['nc -z v4.test 81', '', 1],
  ['nc -v nope 80', 'nc: getaddrinfo for host "nope" port 80: Name does not resolve\n', 1],
  ['nc -zvn v4.test 80', 'nc: getaddrinfo for host "v4.test" port 80: Name does not resolve\n', 1],
  ['nc -zv bad.test. 80', 'nc: getaddrinfo for host "bad.test." port 80: Try again\n', 1, 5],
  ['nc -zv -w 2 10.9.9.9 80', 'nc: connect to 10.9.9.9 port 80 (tcp) timed out: Operation now in progress\n', 1, 2],
  ['nc -zv 10.244.0.99 80', 'nc: connect to 10.244.0.99 port 80 (tcp) failed: No route to host\n', 1, 3],
  [
    'nc -zv two.test 81',
    'nc: connect to two.test (127.0.0.2) port 81 (tcp) failed: Connection refused\nnc: connect to two.test (127.0.0.3) port 81 (tcp) failed: Connection refused\n',
    1,
  ],
  ['nc -z v4.test 80x', 'nc: port number invalid: 80x\n', 1],
  ['nc -zvu -w1 10.96.0.10 53', 'Connection to 10.96.0.10 53 port [udp/domain] succeeded!\n', 0, 1],
  ['nc -zvu 127.0.0.1 5001', '', 1, 1],
];

for (const [title, image, rows] of [
  ["busybox' nc", 'busybox:1.36', ofBusybox],
  ["OpenBSD's nc", 'nicolaka/netshoot', ofOpenbsd],
] as const) {
  describe(title, () => {
    for (const [words, output, exitCode, seconds = 0] of rows) {
      it(words, () => {
        const needsListener = words.includes('9090');
        const script = `${needsListener ? listener : ''}${words}; exit $?`;
        const ran = new NameWorld().run(script, { image });
        const took = Math.round(ran.tookMs / 1000) - (needsListener ? 1 : 0);
        deepEqual([ran.output, ran.exitCode, took], [output, exitCode, seconds]);
      });
    }

    it('talks with datagrams, and listens for them', () => {
      const script =
        '(echo pong | nc -u -l -p 5000 -w 1 > /tmp/in) & sleep 1; echo ping | nc -u -w 1 v4.test 5000; sleep 3; cat /tmp/in';
      deepEqual(new NameWorld().run(script, { image }).stdout, 'pong\nping\n');
    });
  });
}
