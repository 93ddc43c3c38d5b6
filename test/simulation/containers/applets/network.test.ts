import { deepEqual, equal, match } from 'node:assert/strict';
import { globbed } from '../../../../src/simulation/containers/applets/network/curlGlob.ts';
import { ContainerSession } from '../containerSession.ts';

/** What a script in a busybox container writes beside a server of that image, with its exit code. */
function run(script: string, options: { server?: string; args?: string[]; image?: string } = {}) {
  const session = new ContainerSession();
  if (options.server)
    session.start('server', [], { image: options.server, ...(options.args && { args: options.args }) });
  session.run(500);
  const client = session.start('client', ['sh', '-c', script], { image: options.image ?? 'busybox:1.36' });
  session.run(300_000);
  const lines = (stream: string) =>
    client.log
      .entries()
      .filter((entry) => entry.stream === stream)
      .map(({ text }) => text);
  return { out: lines('stdout'), err: lines('stderr'), exitCode: session.exits.get('client')?.exitCode };
}

const echo = { server: 'hashicorp/http-echo:1.0', args: ['-text=hello', '-listen=:8000'] };

describe('wget', () => {
  it("writes what it fetches, with busybox' words", () => {
    const { out, err, exitCode } = run('wget -O - 10.244.0.5:8000', echo);
    deepEqual([out, exitCode], [['hello'], 0]);
    deepEqual(err.slice(0, 2), ['Connecting to 10.244.0.5:8000 (10.244.0.5:8000)', 'writing to stdout']);
    equal(err.at(-1), 'written to stdout');
  });

  it('says why it could not', () => {
    const cases: [script: string, last: string][] = [
      ['wget -O - 10.244.0.5:81', "wget: can't connect to remote host (10.244.0.5): Connection refused"],
      ['wget -O - http://web-svc', "wget: bad address 'web-svc'"],
      ['wget -T 2 -O - 10.244.7.7', 'wget: download timed out'],
      ['wget -qO- 10.244.7.7', "wget: can't connect to remote host (10.244.7.7): No route to host"],
    ];
    for (const [script, last] of cases) {
      const { err, exitCode } = run(script, echo);
      deepEqual([err.at(-1), exitCode], [last, 1], script);
    }
    const missing = run('wget -q -O - localhost/nope', { server: 'nginx' });
    deepEqual([missing.err, missing.exitCode], [['wget: server returned error: HTTP/1.1 404 Not Found'], 1]);
  });

  it('saves files and does not overwrite them', () => {
    const { err } = run('wget -q localhost:8000; wget localhost:8000', echo);
    equal(err.at(-1), "wget: can't open 'index.html': File exists");
  });
});

describe('curl', () => {
  const curl = (script: string, server?: string) =>
    run(script, { image: 'curlimages/curl', ...(server ? { server } : echo) });

  it('writes the answer, and what -w asks for', () => {
    deepEqual(curl("curl -s -w '%{http_code} %{size_download}\\n' localhost:8000").out, ['hello', '200 6']);
  });

  it('leaves out what it does not know, whatever that is called', () => {
    const { out } = curl("curl -so /dev/null -w '%{__proto__}%{constructor}%{nope}%{http_code}\\n' localhost:8000");
    deepEqual(out, ['200']);
  });

  it('has the exit codes and words of its manual', () => {
    const cases: [script: string, exitCode: number, words: string][] = [
      ['curl -sS nowhere', 6, 'curl: (6) Could not resolve host: nowhere'],
      [
        'curl -sS localhost:81',
        7,
        'curl: (7) Failed to connect to localhost port 81 after 0 ms: Could not connect to server',
      ],
      ['curl -sSf localhost/nope', 22, 'curl: (22) The requested URL returned error: 404'],
      ['curl -sS --connect-timeout 1 10.244.7.7', 28, 'curl: (28) Connection timed out after 1000 milliseconds'],
      [
        'curl -sS https://localhost:80',
        35,
        'curl: (35) TLS connect error: error:0A00010B:SSL routines::wrong version number',
      ],
      [
        '(sleep 60 | nc -l -p 9000 > /dev/null) & sleep 1; curl -sS -m 3 localhost:9000',
        28,
        'curl: (28) Operation timed out after 3000 milliseconds with 0 bytes received',
      ],
      [
        'nc -l -p 9000 < /dev/null > /dev/null & sleep 1; curl -sS localhost:9000',
        52,
        'curl: (52) Empty reply from server',
      ],
    ];
    for (const [script, exitCode, words] of cases) {
      const result = curl(script, 'nginx');
      deepEqual([result.err.at(-1), result.exitCode], [words, exitCode], script);
    }
  });

  it('posts, follows redirections and tries again', () => {
    const httpbin = 'kennethreitz/httpbin';
    match(curl('sleep 1; curl -s -d a=b -d c=d localhost/post', httpbin).out.join('\n'), /"data": "a=b&c=d"/);
    const redirected = curl(
      "sleep 1; curl -sL -o /dev/null -w '%{http_code}' 'localhost/redirect-to?url=/status/418'",
      httpbin,
    );
    deepEqual(redirected.out, ['418']);
    const { err } = curl('sleep 1; curl -s -S --retry 2 -f localhost/status/503', httpbin);
    deepEqual(err, ['curl: (22) The requested URL returned error: 503']);
  });
});

describe('curl with several URLs', () => {
  const curl = (script: string) =>
    run(
      `cat > /tmp/conf <<'END'
server {
  listen 8080;
  access_log off;
  location / { return 200 "$remote_port $uri\\n"; }
}
END
cp /tmp/conf /etc/nginx/conf.d/default.conf; nginx > /dev/null 2>&1; sleep 1; ${script}`,
      { image: 'nginx:1.27' },
    );
  /** Which of the lines came over the same connection: the connections in the order of their first use. */
  const connections = (lines: readonly string[]): string[] => {
    const numbers = [...new Set(lines.map((line) => line.split(' ')[0]))];
    return lines.map((line) => `${numbers.indexOf(line.split(' ')[0])}${line.slice(line.indexOf(' '))}`);
  };

  it('asks for all of them over one connection, unless somebody ends it', () => {
    deepEqual(connections(curl('curl -s localhost:8080/a localhost:8080/b').out), ['0 /a', '0 /b']);
    deepEqual(connections(curl("curl -s -H 'Connection: close' localhost:8080/[1-3]").out), ['0 /1', '1 /2', '2 /3']);
    deepEqual(connections(curl('curl -s -0 localhost:8080/[1-2]').out), ['0 /1', '1 /2']);
    deepEqual(connections(curl('curl -s localhost:8080/a 127.0.0.1:8080/b localhost:8080/c').out), [
      '0 /a',
      '1 /b',
      '0 /c',
    ]);
    deepEqual(connections(curl('curl -s localhost:8080/a; curl -s localhost:8080/b').out), ['0 /a', '1 /b']);
  });

  it('says so in its own words', () => {
    const { err } = curl("curl -sv localhost:8080/[1-2]; curl -sv -H 'Connection: close' localhost:8080/[1-2]");
    deepEqual(
      err.filter((line) => /^\* (Re-using|Conn|shut)/.test(line)),
      [
        '* Connected to localhost (127.0.0.1) port 8080',
        '* Connection #0 to host localhost left intact',
        '* Re-using existing http: connection with host localhost',
        '* Connection #0 to host localhost left intact',
        '* Connected to localhost (127.0.0.1) port 8080',
        '* shutting down connection #0',
        '* Connected to localhost (127.0.0.1) port 8080',
        '* shutting down connection #1',
      ],
    );
    deepEqual(curl("curl -s -o /dev/null -w '%{num_connects}\\n' localhost:8080/[1-3]").out, ['1', '0', '0']);
  });

  // What curl 7.88 on Linux printed for each of them.
  const patterns: [pattern: string, urls: string][] = [
    ['[1-3]', '/1 /2 /3'],
    ['{a,b}/[08-10:2]', '/a/08 /a/10 /b/08 /b/10'],
    ['[a-e:2]', '/a /c /e'],
    ['[a-a]', '/a'],
    ['[00-3]', '/00 /01 /02 /03'],
    ['[9-11]', '/9 /10 /11'],
    ['{,a}', '/ /a'],
    ['{a,}', '/a /'],
    ['{a\\,b,c}', '/a,b /c'],
    ['{a,b}{c,d}', '/ac /ad /bc /bd'],
    ['[1-2]x[a-b]', '/1xa /1xb /2xa /2xb'],
    ['\\[1-2\\]', '/[1-2]'],
    ['[]', '/[]'],
    ['[3-1]', 'bad range in URL position 22'],
    ['[1-2:0]', 'bad range in URL position 24'],
    ['[1-3:5]', 'bad range in URL position 24'],
    ['[1]', 'bad range in URL position 18'],
    ['[1-2', 'bad range in URL position 20'],
    ['[1-2:', 'bad range in URL position 22'],
    ['[A-c]', 'bad range in URL position 22'],
    ['[a-cc]', 'bad range in URL position 18'],
    ['[-1-3]', 'bad range specification in URL position 18'],
    ['{a', 'unmatched brace in URL position 17'],
    ['{}', 'empty string within braces in URL position 18'],
    ['{a{b,c}}', 'nested brace in URL position 19'],
    ['{a]b}', 'unexpected close bracket in URL position 19'],
    ['a}', 'unmatched close brace/bracket in URL position 18'],
    ['a]', 'unmatched close brace/bracket in URL position 18'],
  ];
  for (const [pattern, wanted] of patterns) {
    it(`reads ${pattern} as curl does`, () => {
      const url = `localhost:18765/${pattern}`;
      const urls = globbed(url);
      const got =
        'column' in urls
          ? `${urls.text} in URL position ${urls.column}`
          : [...urls].map((each) => each.slice(url.indexOf('/'))).join(' ');
      equal(got, wanted);
    });
  }

  it('ends a pattern that it cannot read with 3, points at the place and goes on with the next; -g takes it as it is', () => {
    const { out, err } = curl("curl -sS 'localhost:8080/[3-1]' localhost:8080/b; curl -sg 'localhost:8080/[1-3]'");
    deepEqual(err, ['curl: (3) bad range in URL position 21:', 'localhost:8080/[3-1]', `${' '.repeat(20)}^`]);
    deepEqual(connections(out), ['0 /b', '1 /[1-3]']);
    equal(curl("curl -s 'localhost:8080/{'").exitCode, 3);
  });

  it('takes an address of IPv6 for what it is, makes long series one by one, and not too many', () => {
    const urls = globbed('http://[fe80::1%eth0]:80/[1-2]');
    deepEqual('column' in urls || [...urls], ['http://[fe80::1%eth0]:80/1', 'http://[fe80::1%eth0]:80/2']);
    const long = globbed('[1-999999999]/[1-999999999]/[1-999999999]');
    if ('column' in long) throw new Error('it is a series');
    equal(long[Symbol.iterator]().next().value, '1/1/1');
    deepEqual(globbed('{a}'.repeat(5000)), { text: 'too many globs', column: 298 });
  });
});

describe('nc and its relatives', () => {
  it('looks, talks and listens', () => {
    equal(
      run('nc -z localhost 8000 && echo open; nc -z localhost 81 || echo closed', echo).out.join(' '),
      'open closed',
    );
    deepEqual(run('(echo pong | nc -l -p 9000 > /tmp/in) & sleep 1; echo ping | nc localhost 9000; cat /tmp/in').out, [
      'pong',
      'ping',
    ]);
    match(
      run("printf 'GET / HTTP/1.0\\n\\n' | nc localhost 8000", echo).out.join('\n'),
      /^HTTP\/1\.1 200 OK[\s\S]*hello$/,
    );
  });

  it('answers as a web server in a loop of the shell does', () => {
    const loop =
      "while true; do printf 'HTTP/1.1 200 OK\\n\\nfrom the shell\\n' | nc -l -p 8080 > /dev/null; done & sleep 1; wget -qO- localhost:8080; wget -qO- localhost:8080";
    deepEqual(run(`${loop}; exit`).out, ['from the shell', 'from the shell']);
  });

  it('shows what listens, addresses and who answers an echo', () => {
    match(run('netstat -tln', echo).out.join('\n'), /tcp +0 +0 :::8000 +:::\* +LISTEN/);
    match(run('ip addr show eth0').out.join('\n'), /inet 10\.244\.0\.5\/24/);
    equal(run('ping -c 1 -W 1 10.244.7.7').exitCode, 1);
    match(run('ping -c 2 localhost').out.join('\n'), /2 packets transmitted, 2 packets received, 0% packet loss/);
    deepEqual(run('nslookup kubernetes').out[0], ';; connection timed out; no servers could be reached');
  });
});

describe('words that every object of the language has', () => {
  it('are no database, no device and no option', () => {
    const image = 'nicolaka/netshoot';
    deepEqual(run('getent constructor x', { image }).err[0], "getent: Unknown database `constructor'");
    deepEqual(run('ifconfig constructor').err, [
      'ifconfig: constructor: error fetching interface information: Device not found',
    ]);
    deepEqual(run('dig +constructor localhost', { image }).err[0], 'Invalid option: +constructor');
  });
});
