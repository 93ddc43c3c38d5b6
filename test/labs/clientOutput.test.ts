import assert from 'node:assert/strict';
import { readDnsAnswer } from '../../src/labs/sources/dns.ts';
import { readHttpAnswer } from '../../src/labs/sources/http.ts';

/** What programs in containers print, as they print it. */
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('the output of clients of HTTP:', () => {
  const http = (stdout: string, stderr = '', exitCode = 0) => readHttpAnswer({ stdout, stderr, exitCode });
  const nginxHead = ['Server: nginx/1.27.5', 'Content-Type: text/html', 'Content-Length: 6'];
  const headers = { server: 'nginx/1.27.5', 'content-type': 'text/html', 'content-length': '6' };
  const page = 'a\n\nb\nc';

  it('curl -i', () => {
    const head = ['HTTP/1.1 200 OK', ...nginxHead, ''].join('\r\n');
    assert.deepEqual(http(`${head}\r\n${page}`), { status: 200, headers, body: page });
  });

  it('curl -I, whose answer has no body', () => {
    assert.deepEqual(http(['HTTP/1.1 200 OK', ...nginxHead, '', ''].join('\r\n')), { status: 200, headers, body: '' });
  });

  it('curl with HTTP/2, whose names of headers are small', () => {
    assert.deepEqual(http('HTTP/2 404 \r\nx-a: b\r\nx-a: c\r\n\r\nno'), {
      status: 404,
      headers: { 'x-a': 'c' },
      body: 'no',
    });
  });

  it('curl after “continue”, and after early hints', () => {
    const first = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    assert.deepEqual(http(`${first}HTTP/1.1 201 Created\r\nLocation: /x:y\r\n\r\ndone\r\n`), {
      status: 201,
      headers: { location: '/x:y' },
      body: 'done\n',
    });
  });

  const curlErrors: readonly (readonly [number, string, string])[] = [
    [
      7,
      'curl: (7) Failed to connect to localhost port 81 after 0 ms: Could not connect to server',
      'Failed to connect to localhost port 81 after 0 ms: Could not connect to server',
    ],
    [6, 'curl: (6) Could not resolve host: nowhere', 'Could not resolve host: nowhere'],
    [
      28,
      'curl: (28) Operation timed out after 5001 milliseconds with 0 bytes received',
      'Operation timed out after 5001 milliseconds with 0 bytes received',
    ],
    [52, 'curl: (52) Empty reply from server', 'Empty reply from server'],
  ];
  for (const [code, line, error] of curlErrors) {
    it(line, () => {
      assert.deepEqual(http('', lines(line, `command terminated with exit code ${code}`), code), { error });
    });
  }

  it('busybox wget -S', () => {
    const head = lines('  HTTP/1.1 200 OK', ...nginxHead.map((line) => `  ${line}`), '  ');
    assert.deepEqual(http(page, head), { status: 200, headers, body: page });
  });

  it('busybox wget after it went to another address: the last answer counts', () => {
    const head = lines(
      '  HTTP/1.1 301 Moved',
      '  Location: http://b/',
      '  X-Old: 1',
      '  HTTP/1.1 200 OK',
      '  X-New: HTTP/1.1 500',
    );
    assert.deepEqual(http(page, head), { status: 200, headers: { 'x-new': 'HTTP/1.1 500' }, body: page });
  });

  it('busybox wget -S of a page that is not there', () => {
    // 1.36 prints the status alone.
    const error = lines('  HTTP/1.1 404 Not Found', 'wget: server returned error: HTTP/1.1 404 Not Found');
    assert.deepEqual(http('', error, 1), { status: 404, headers: {}, body: '' });
    const older = lines('  HTTP/1.1 503 Busy', '  Retry-After: 5', 'wget: server returned error: HTTP/1.1 503 Busy');
    assert.deepEqual(http('', older, 1), { status: 503, headers: { 'retry-after': '5' }, body: '' });
  });

  for (const [line, error] of [
    [
      "wget: can't connect to remote host (127.0.0.1): Connection refused",
      "can't connect to remote host (127.0.0.1): Connection refused",
    ],
    ["wget: bad address 'nowhere'", "bad address 'nowhere'"],
    ['wget: download timed out', 'download timed out'],
    ['wget: error getting response', 'error getting response'],
  ] as const) {
    it(line, () => {
      assert.deepEqual(http('', lines(line, 'command terminated with exit code 1'), 1), { error });
    });
  }

  it('nothing, and words of kubectl', () => {
    assert.deepEqual(http(''), { error: 'no answer' });
    const refused = 'Error from server (BadRequest): container nope is not valid for pod web\n';
    assert.deepEqual(http('', refused, 1), { error: refused.trim() });
  });

  it('a page that looks like a head is no head', () => {
    assert.equal(http('see HTTP/1.1 500', '  HTTP/1.1 200 OK\n').status, 200);
  });
});

describe('the output of nslookup:', () => {
  const dns = (stdout: string, stderr = '', exitCode = 0) => readDnsAnswer({ stdout, stderr, exitCode });
  const busybox = ['Server:\t\t10.96.0.10', 'Address:\t10.96.0.10:53', ''];
  const bind = ['Server:\t\t10.96.0.10', 'Address:\t10.96.0.10#53', ''];
  const ended = 'command terminated with exit code 1\n';

  it('busybox: an address', () => {
    const text = lines(...busybox, 'Name:\tweb.shop.svc.cluster.local', 'Address: 10.96.20.7', '');
    assert.deepEqual(dns(text), { addresses: ['10.96.20.7'], records: [] });
  });

  it('busybox: several, not authoritative, of both kinds', () => {
    const text = lines(
      ...busybox,
      'Non-authoritative answer:',
      'Name:\tdb',
      'Address: 10.244.0.5',
      'Name:\tdb',
      'Address: 10.244.0.6',
      '',
      'Non-authoritative answer:',
      'Name:\tdb',
      'Address: fd00::5',
      '',
    );
    assert.deepEqual(dns(text), { addresses: ['10.244.0.5', '10.244.0.6', 'fd00::5'], records: [] });
  });

  it('busybox: found, but none of the other family', () => {
    const text = lines(...busybox, 'Name:\tweb', 'Address: 10.96.20.7', '', "*** Can't find web: No answer", '');
    assert.deepEqual(dns(text), { addresses: ['10.96.20.7'], records: [] });
  });

  it('busybox: no such name, where the address of the server is no answer', () => {
    const text = lines(...busybox, "** server can't find nope.shop.svc.cluster.local: NXDOMAIN", '');
    assert.deepEqual(dns(text, ended, 1), { addresses: [], records: [], error: 'NXDOMAIN' });
  });

  it('busybox: a name without such a record', () => {
    const text = lines(...busybox, "*** Can't find web.shop.svc.cluster.local: No answer", '');
    assert.deepEqual(dns(text, ended, 1), { addresses: [], records: [], error: 'No answer' });
  });

  it('busybox before 1.29: numbered, with names behind them', () => {
    const server = ['Server:    10.96.0.10', 'Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local', ''];
    const text = lines(
      ...server,
      'Name:      web',
      'Address 1: 10.96.20.7 web.shop.svc.cluster.local',
      'Address 2: fd00::7',
    );
    assert.deepEqual(dns(text), { addresses: ['10.96.20.7', 'fd00::7'], records: [] });
    const nothing = dns(lines(...server), lines("nslookup: can't resolve 'nope'", ended.trim()), 1);
    assert.deepEqual(nothing, { addresses: [], records: [], error: "can't resolve 'nope'" });
  });

  it('BIND: an address behind another name', () => {
    const text = lines(
      ...bind,
      'Non-authoritative answer:',
      'www.example.com\tcanonical name = example.com.',
      'Name:\texample.com',
      'Address: 93.184.215.14',
      'Name:\texample.com',
      'Address: 2606:2800:21f:cb07:6820:80da:af6b:8b2c',
      '',
    );
    assert.deepEqual(dns(text), {
      addresses: ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
      records: ['example.com.'],
    });
  });

  it('BIND before 9.12: an address of the sixth version', () => {
    assert.deepEqual(dns(lines(...bind, 'localhost\thas AAAA address ::1', '')), { addresses: ['::1'], records: [] });
  });

  it('BIND: services, pointers and texts', () => {
    const service = '_http._tcp.web.shop.svc.cluster.local\tservice = 0 100 80 web.shop.svc.cluster.local.';
    assert.deepEqual(dns(lines(...bind, service, '')), {
      addresses: [],
      records: ['0 100 80 web.shop.svc.cluster.local.'],
    });
    const pointer = '7.20.96.10.in-addr.arpa\tname = web.shop.svc.cluster.local.';
    assert.deepEqual(dns(lines(...bind, pointer, '')).records, ['web.shop.svc.cluster.local.']);
    assert.deepEqual(dns(lines(...bind, 'example.com\ttext = "v=spf1 -all"', '')).records, ['"v=spf1 -all"']);
  });

  it('BIND: no such name, no such record', () => {
    const text = lines(...bind, "** server can't find nope: NXDOMAIN", '');
    assert.deepEqual(dns(text, ended, 1), { addresses: [], records: [], error: 'NXDOMAIN' });
    const none = lines(...bind, "*** Can't find example.com: No answer", '');
    assert.deepEqual(dns(none), { addresses: [], records: [], error: 'No answer' });
    const refused = lines(...bind, "** server can't find x.: SERVFAIL", '');
    assert.deepEqual(dns(refused, ended, 1).error, 'SERVFAIL');
  });

  it('no server', () => {
    const before = lines(';; connection timed out; no servers could be reached', '');
    assert.equal(dns(before, ended, 1).error, 'connection timed out; no servers could be reached');
    const since = lines(';; communications error to 10.96.0.10#53: timed out', ';; no servers could be reached', '');
    assert.equal(dns(since, ended, 1).error, 'no servers could be reached');
  });

  it('nothing, and words of kubectl', () => {
    assert.equal(dns('').error, 'no answer');
    const refused = 'Error from server (BadRequest): container nope is not valid for pod web';
    assert.equal(dns('', `${refused}\n`, 1).error, refused);
  });
});
