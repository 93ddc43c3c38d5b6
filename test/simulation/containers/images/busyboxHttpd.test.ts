import { equal, match } from 'node:assert/strict';
import { ImageSession } from './imageSession.ts';

const head = (status: string, fields: string) =>
  `HTTP/1.1 ${status}\r\nDate: Sun, 22 Nov 2026 16:00:01 GMT\r\nConnection: close\r\n${fields}\r\n\r\n`;
const page = (title: string, words: string) =>
  `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${words}\n</BODY></HTML>\n`;

/** A Pod in which httpd serves `/www`, after a script has made the files. */
class Served extends ImageSession {
  constructor(files: string, options = '-f -vv -p 127.0.0.1:8080') {
    super();
    const script = `mkdir -p /www/sub; ${files}; exec httpd ${options} -h /www`;
    this.serve('web', 'busybox:1.36', { command: ['sh', '-c', script] });
    this.run(1_000);
  }

  /** What comes back over the wire. */
  get(path: string, ...fields: string[]): string {
    return this.send(`GET ${path} HTTP/1.1`, fields);
  }

  send(start: string, fields: readonly string[], body = ''): string {
    const request = [start, 'Host: h', ...fields, '', body].join('\r\n');
    return this.exec('web', ['nc', '127.0.0.1', '8080'], { input: request, waitMs: 500 }).output;
  }
}

/** Answers of busybox 1.35 to the same requests. */
describe("busybox' httpd", () => {
  it('serves the files of a folder', () => {
    const pod = new Served('echo hello > /www/index.html; echo data > /www/data; echo sub > /www/sub/index.html');
    const file = (type: string, size: number) =>
      `${type}Accept-Ranges: bytes\r\nLast-Modified: Sun, 22 Nov 2026 16:00:00 GMT\r\nETag: "6a02d880-${size}"\r\nContent-Length: ${size}`.replace(
        '6a02d880',
        Math.floor(Date.UTC(2026, 10, 22, 16) / 1000).toString(16),
      );
    const html = 'Content-type: text/html\r\n';
    equal(pod.get('/'), `${head('200 OK', file(html, 6))}hello\n`);
    equal(
      pod.get('/data').replace(/Date: .*\r\n/, ''),
      `${head('200 OK', file('', 5))}data\n`.replace(/Date: .*\r\n/, ''),
    );
    match(pod.get('//sub/./'), /\r\n\r\nsub\n$/);
    match(pod.get('/sub?x=1'), /^HTTP\/1\.1 302 Found\r\n[\s\S]*\r\nLocation: \/sub\/\?x=1\r\n\r\n$/);
    match(
      pod.get('/%64ata', 'Range: bytes=1-2'),
      /^HTTP\/1\.1 206 [\s\S]*\r\nContent-Range: bytes 1-2\/5\r\n[\s\S]*\r\n\r\nat$/,
    );
    match(pod.logOf('web'), /^127\.0\.0\.1:\d+: url:\/\n127\.0\.0\.1:\d+: response:200\n/);
    match(pod.logOf('web'), /url:\/sub\n.*: response:302\n/);
  });

  it('refuses what it does not have', () => {
    const pod = new Served('true');
    equal(
      pod.get('/nope'),
      head('404 Not Found', 'Content-type: text/html') + page('404 Not Found', 'The requested URL was not found'),
    );
    match(pod.get('/sub/'), /^HTTP\/1\.1 404 /);
    match(pod.get('/../etc/passwd'), /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*Unsupported method\n/);
    match(pod.get('/httpd.conf'), /^HTTP\/1\.1 403 Forbidden\r\n/);
    match(
      pod.send('POST /index.html HTTP/1.1', ['Content-Length: 1'], 'x'),
      /^HTTP\/1\.1 501 Not Implemented\r\n[\s\S]*The requested method is not recognized\n/,
    );
  });

  it('runs the scripts of cgi-bin', () => {
    const script = (name: string, text: string) => `printf '#!/bin/sh\\n${text}\\n' > /www/cgi-bin/${name}`;
    const pod = new Served(
      [
        'mkdir /www/cgi-bin',
        script(
          'env',
          'echo Content-Type: text/plain; echo; pwd; env | grep -E "^(QU|RE|SC|PATH_|CONT|HTTP_)" | sort; cat',
        ),
        script('status', 'echo "Status: 503 Busy"; echo; echo later'),
        script('bare', 'echo hello'),
        script('silent', 'exit 3'),
        script('plain', 'echo'),
        'chmod +x /www/cgi-bin/*; chmod -x /www/cgi-bin/plain',
      ].join('; '),
    );
    const answer = pod.send('POST /cgi-bin/env/more?a=b HTTP/1.1', ['X-Foo: bar', 'Content-Length: 4'], 'body');
    match(answer, /REMOTE_PORT=\d+\n/);
    equal(
      answer.replace(/REMOTE_PORT=\d+\n/, ''),
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\n\n/www/cgi-bin\nCONTENT_LENGTH=4\nHTTP_HOST=h\nHTTP_X_FOO=bar\nPATH_INFO=/more\nQUERY_STRING=a=b\nREMOTE_ADDR=127.0.0.1\nREQUEST_METHOD=POST\nREQUEST_URI=/cgi-bin/env/more?a=b\nSCRIPT_NAME=/cgi-bin/env\nbody',
    );
    equal(pod.get('/cgi-bin/status'), 'HTTP/1.1 503 Busy\r\n\nlater\n');
    equal(pod.get('/cgi-bin/bare'), 'HTTP/1.1 200 OK\r\nhello\n');
    equal(pod.get('/cgi-bin/silent'), '');
    match(pod.get('/cgi-bin/'), /^HTTP\/1\.1 403 /);
    match(pod.get('/cgi-bin/plain'), /^HTTP\/1\.1 404 /);
    match(pod.logOf('web'), /: can't execute 'plain': Permission denied\n.*: response:404\n$/);
  });

  it('follows its configuration', () => {
    const conf = '/adm:joe:secret\\n.log:text/x-log\\nI:home.html\\nA:10.\\n';
    const pod = new Served(
      `mkdir /www/adm; echo a > /www/adm/home.html; echo l > /www/x.log; printf '${conf}' > /www/httpd.conf`,
    );
    match(
      pod.get('/adm/'),
      /^HTTP\/1\.1 401 Unauthorized\r\n[\s\S]*WWW-Authenticate: Basic realm="Web Server Authentication"\r\n/,
    );
    match(pod.get('/adm/', 'Authorization: Basic am9lOnNlY3JldA=='), /\r\n\r\na\n$/);
    match(pod.get('/x.log'), /\r\nContent-type: text\/x-log\r\n/);
    match(pod.logOf('web'), /^httpd: Pod Labs does not simulate 'A:10\.' in 'httpd\.conf'\n/);
  });

  it('goes on in the background without -f, and says what is wrong with its options', () => {
    const pod = new ImageSession();
    const script = [
      'mkdir /www; echo hi > /www/index.html; busybox httpd -p 8080 -h /www; echo $?',
      'wget -qO- localhost:8080',
      'httpd -p 8080; echo $?; httpd -f -p foo; httpd -f -h /nope; httpd -f -c /nope; httpd -f -p 1.2.3.4:80',
    ].join('; ');
    equal(
      pod.ask('busybox:1.36', ['sh', '-c', script]).output,
      "0\nhi\nhttpd: bind: Address already in use\n1\nhttpd: bad address 'foo'\nhttpd: can't change directory to '/nope': No such file or directory\nhttpd: /nope: No such file or directory\nhttpd: bind: Cannot assign requested address\n",
    );
  });

  it('is not in every image', () => {
    const pod = new ImageSession();
    equal(
      pod.ask('alpine', ['sh', '-c', 'httpd; busybox httpd; busybox echo hi']).output,
      'sh: httpd: not found\nhttpd: applet not found\nhi\n',
    );
    equal(pod.ask('debian', ['sh', '-c', 'busybox']).output, 'sh: busybox: not found\n');
  });
});
