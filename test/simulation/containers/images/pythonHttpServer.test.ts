import { equal, match } from 'node:assert/strict';
import { ImageSession } from './imageSession.ts';

const server = 'Server: SimpleHTTP/0.6 Python/3.12.12\r\n';

/** A Pod in which Python serves `/www`, after a script has made the files. */
class Served extends ImageSession {
  constructor(files: string, options = '--bind 127.0.0.1 8007', env: Record<string, string> = {}) {
    super();
    const script = `mkdir -p /www/sub; cd /www; ${files}; exec python3 -m http.server ${options}`;
    this.serve('web', 'python:3.12.12', { command: ['sh', '-c', script], env });
    this.run(1_000);
  }

  /** What comes back over the wire, without the date. */
  send(start: string, ...fields: string[]): string {
    const request = [start, 'Host: h', ...fields, '', ''].join('\r\n');
    const { output } = this.exec('web', ['nc', '127.0.0.1', '8007'], { input: request, waitMs: 500 });
    return output.replace(/Date: .* GMT\r\n/, '');
  }
}

/** Answers of Python 3.11 to the same requests. */
describe("Python's http.server", () => {
  it('knows no type for an ending that is a word of every object of the language', () => {
    const answer = new Served('echo t > t.constructor').send('GET /t.constructor HTTP/1.0');
    match(answer, /\r\nContent-type: application\/octet-stream\r\n/);
  });

  it('serves files and lists folders', () => {
    const pod = new Served(
      "echo t > t.txt; echo x > data; echo x > 'sub/a b&<c>.txt'; ln -s ../t.txt sub/link; mkdir sub/Dir",
    );
    const modified = 'Last-Modified: Sun, 22 Nov 2026 16:00:00 GMT\r\n\r\n';
    equal(
      pod.send('GET /t.txt?x=1 HTTP/1.1'),
      `HTTP/1.0 200 OK\r\n${server}Content-type: text/plain\r\nContent-Length: 2\r\n${modified}t\n`,
    );
    match(pod.send('GET /data HTTP/1.1'), /\r\nContent-type: application\/octet-stream\r\n/);
    equal(
      pod.send('GET /sub HTTP/1.1'),
      `HTTP/1.0 301 Moved Permanently\r\n${server}Location: /sub/\r\nContent-Length: 0\r\n\r\n`,
    );
    const title = 'Directory listing for /sub/';
    equal(
      pod.send('GET /sub/ HTTP/1.1'),
      `HTTP/1.0 200 OK\r\n${server}Content-type: text/html; charset=utf-8\r\nContent-Length: 327\r\n\r\n<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n<li><a href="a%20b%26%3Cc%3E.txt">a b&amp;&lt;c&gt;.txt</a></li>\n<li><a href="Dir/">Dir/</a></li>\n<li><a href="link">link@</a></li>\n</ul>\n<hr>\n</body>\n</html>\n`,
    );
    match(pod.send('GET /../t.txt HTTP/1.1'), /\r\n\r\nt\n$/);
    match(pod.send('HEAD /t.txt HTTP/1.1'), /\r\n\r\n$/);
    const since = 'If-Modified-Since: Wed, 30 Nov 2039 09:21:56 GMT';
    equal(pod.send('GET /t.txt HTTP/1.1', since), `HTTP/1.0 304 Not Modified\r\n${server}\r\n`);
    match(pod.logOf('web'), /^127\.0\.0\.1 - - \[22\/Nov\/2026 16:00:01\] "GET \/t\.txt\?x=1 HTTP\/1\.1" 200 -\n/);
  });

  it('refuses what it does not have', () => {
    const pod = new Served('true');
    match(
      pod.send('GET /nope HTTP/1.1'),
      /^HTTP\/1\.0 404 File not found\r\n.*\r\nConnection: close\r\nContent-Type: text\/html;charset=utf-8\r\nContent-Length: 335\r\n\r\n<!DOCTYPE HTML>\n[\s\S]*<p>Message: File not found\.<\/p>\n/,
    );
    match(
      pod.send('POST / HTTP/1.1'),
      /^HTTP\/1\.0 501 Unsupported method \('POST'\)\r\n[\s\S]*\r\nContent-Length: 357\r\n/,
    );
    match(
      pod.logOf('web'),
      /\] code 404, message File not found\n.*\] "GET \/nope HTTP\/1\.1" 404 -\n.*\] code 501, message Unsupported method \('POST'\)\n/,
    );
  });

  it('says where it serves only where its output is not kept, and ends on SIGINT', () => {
    const greeting = 'Serving HTTP on 0.0.0.0 port 8000 (http://0.0.0.0:8000/) ...\n';
    const goodbye = '\nKeyboard interrupt received, exiting.\n';
    const kept = new Served('true', '');
    equal(kept.logOf('web'), '');
    kept.exec('web', ['kill', '-INT', '1']);
    equal(kept.logOf('web'), greeting + goodbye);
    equal(kept.exits.get('web')?.exitCode, 0);
    equal(new Served('true', '', { PYTHONUNBUFFERED: '1' }).logOf('web'), greeting);
    const pod = new ImageSession();
    equal(
      pod.ask('python:3.12', ['python', '-u', '-m', 'http.server', '-b', 'localhost', '9000']).output,
      'Serving HTTP on 127.0.0.1 port 9000 (http://127.0.0.1:9000/) ...\n',
    );
  });

  it('serves another folder, and says what is wrong with its words', () => {
    const pod = new Served('echo d > sub/index.html', '-d sub --bind=127.0.0.1 8007');
    match(pod.send('GET / HTTP/1.1'), /\r\n\r\nd\n$/);
    const run = (...words: string[]) => {
      const { output, exitCode } = pod.ask('python:3.12', ['python3', '-m', ...words], 2_000);
      return `${exitCode} ${output}`;
    };
    match(
      run('http.server', '-b', '127.0.0.1', '8007'),
      /^1 Traceback [\s\S]*\nOSError: \[Errno 98\] Address already in use\n$/,
    );
    match(run('http.server', '--bind', '1.2.3.4'), /\nOSError: \[Errno 99\] Cannot assign requested address\n$/);
    match(run('http.server', '--bind', 'nobody'), /\nsocket\.gaierror: \[Errno -2\] Name or service not known\n$/);
    match(
      run('http.server', 'x'),
      /^2 usage: server\.py .*\nserver\.py: error: argument port: invalid int value: 'x'\n$/,
    );
    match(run('http.server', '--nope'), /server\.py: error: unrecognized arguments: --nope\n$/);
    equal(run('json.tool'), '1 python: Pod Labs does not simulate the module json.tool\n');
  });
});
