import { deepEqual, equal } from 'node:assert/strict';
import { NameWorld, podResolverFile } from './nameWorld.ts';

const server =
  "(while true; do printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n' | nc -l -s 127.0.0.1 -p 9090 > /dev/null; done) & sleep 1";

/** What a curl command writes beside a server at port 9090 of 127.0.0.1; its exit code and how long it took, seconds. */
function curl(words: string, resolverFile = podResolverFile) {
  const ran = new NameWorld().run(`${server}; ${words}; exit $?`, { image: 'curlimages/curl', resolverFile });
  return {
    out: ran.stdout,
    notes: ran.stderr
      .split('\n')
      .filter((line) => /^(\*|curl:)/.test(line))
      // The port of a client that failed is any.
      .map((line) => line.replace(/(from \S+ port) \d+/, '$1 N')),
    exitCode: ran.exitCode,
    seconds: Math.round(ran.tookMs / 1000) - 1,
    questions: ran.questions.length,
  };
}

/** As curl 8.14.1 with glibc wrote it, with a server at the same place. */
describe("curl's names", () => {
  it('are shown by -v with all their addresses', () => {
    deepEqual(curl('curl -sv v4.test:9090').notes, [
      '* Host v4.test:9090 was resolved.',
      '* IPv6: (none)',
      '* IPv4: 127.0.0.1',
      '*   Trying 127.0.0.1:9090...',
      '* Connected to v4.test (127.0.0.1) port 9090',
      '* using HTTP/1.x',
      '* Request completely sent off',
      '* Connection #0 to host v4.test left intact',
    ]);
    deepEqual(curl('curl -v nope').notes, [
      '* Could not resolve host: nope',
      '* shutting down connection #0',
      'curl: (6) Could not resolve host: nope',
    ]);
  });

  it('lead to the next address where one does not take the connection', () => {
    const { notes, exitCode } = curl('curl -sv two.test:81');
    deepEqual(notes.slice(3), [
      '*   Trying 127.0.0.2:81...',
      '* connect to 127.0.0.2 port 81 from 127.0.0.2 port N failed: Connection refused',
      '*   Trying 127.0.0.3:81...',
      '* connect to 127.0.0.3 port 81 from 127.0.0.3 port N failed: Connection refused',
      '* Failed to connect to two.test port 81 after 0 ms: Could not connect to server',
      '* closing connection #0',
    ]);
    equal(exitCode, 7);
    deepEqual(curl('curl -sv localhost:9090').notes.slice(0, 7), [
      '* Host localhost:9090 was resolved.',
      '* IPv6: ::1',
      '* IPv4: 127.0.0.1',
      '*   Trying [::1]:9090...',
      '* connect to ::1 port 9090 from ::1 port N failed: Connection refused',
      '*   Trying 127.0.0.1:9090...',
      '* Connected to localhost (127.0.0.1) port 9090',
    ]);
    const dual = curl('curl -sv -m 3 dual.test:9090');
    deepEqual(dual.notes.slice(3), [
      '*   Trying [fd00::5]:9090...',
      '* Immediate connect fail for fd00::5: Network is unreachable',
      '*   Trying 10.9.9.9:9090...',
      '* Connection timed out after 3000 milliseconds',
      '* closing connection #0',
    ]);
    equal(dual.exitCode, 28);
  });

  it('can be given, and be of one family alone', () => {
    deepEqual(curl('curl -sv --resolve web.shop:9090:127.0.0.1 web.shop:9090').notes.slice(0, 4), [
      '* Added web.shop:9090:127.0.0.1 to DNS cache',
      '* Hostname web.shop was found in DNS cache',
      '*   Trying 127.0.0.1:9090...',
      '* Connected to web.shop (127.0.0.1) port 9090',
    ]);
    deepEqual(curl('curl -sS -6 v4.test:9090').notes, ['curl: (6) Could not resolve host: v4.test']);
    deepEqual(curl('curl -sS -6 v6.test:9090').notes, [
      'curl: (7) Failed to connect to v6.test port 9090 after 0 ms: Could not connect to server',
    ]);
    deepEqual([curl('curl -s -4 dual.test:81 -m 1').questions, curl('curl -s dual.test:81 -m 1').questions], [4, 8]);
    const wrong = curl('curl -sS --resolve web.shop:80 web.shop');
    deepEqual([wrong.notes, wrong.exitCode], [["curl: (49) Couldn't parse CURLOPT_RESOLVE entry 'web.shop:80'"], 49]);
  });

  it('are waited for as long as the connection may take, told by -w, and remembered', () => {
    const late = curl('curl -sS --connect-timeout 2 http://slow.test.');
    deepEqual(late.notes, ['curl: (28) Resolving timed out after 2000 milliseconds']);
    deepEqual([late.exitCode, late.seconds], [28, 2]);
    const away = podResolverFile.replace('10.96.0.10', '10.96.0.12').replace('options ndots:5', 'options timeout:1');
    const told = curl("curl -s -w '%{http_code} %{time_namelookup} %{remote_ip}\\n' -o /dev/null v4.test", away);
    deepEqual([told.out, told.exitCode], ['000 0.000000 \n', 6]);
    equal(curl("curl -s -H 'Connection: close' v4.test:9090 v4.test:9090/b").questions, 8, 'once for both');
  });
});
