import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { ContainerSession } from '../containerSession.ts';

/** A Pod with nginx and its own server blocks, and what commands in it answer. */
class NginxPod {
  readonly session = new ContainerSession();
  readonly nginx;

  constructor(servers: string, image = 'nginx:1.27') {
    const script = `cat > /etc/nginx/conf.d/default.conf <<'END'\n${servers}\nEND\nexec /docker-entrypoint.sh nginx -g 'daemon off;'`;
    this.nginx = this.session.start('nginx', ['sh', '-c', script], { image });
    this.session.run(1_000);
  }

  exec(...command: string[]): { out: string; exitCode: number | undefined } {
    const result: { out: string; exitCode: number | undefined } = { out: '', exitCode: undefined };
    this.nginx.exec(
      command,
      { stdin: false, tty: false },
      (_, text) => {
        result.out += text;
      },
      (exitCode) => {
        result.exitCode = exitCode;
      },
    );
    this.session.run(30_000);
    return result;
  }

  /** Status and body of a request. */
  get(url: string, ...options: string[]): string {
    return this.exec('curl', '-s', '-w', '[%{http_code}]', ...options, url).out;
  }

  get log(): string {
    return this.nginx.log
      .entries()
      .map(({ text }) => text)
      .join('\n');
  }
}

describe('nginx', () => {
  it('says what the image says, serves its page and logs it', () => {
    const session = new ContainerSession();
    const nginx = session.start('web', [], { image: 'nginx:1.27.5' });
    session.run(1_000);
    const client = session.start('client', ['wget', '-qO-', 'http://10.244.0.5/']);
    session.run(1_000);
    equal(client.log.entries()[0]?.text, '<!DOCTYPE html>');
    const lines = nginx.log.entries().map(({ text }) => text);
    equal(lines[0], '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration');
    ok(lines.includes('2026/11/22 16:00:00 [notice] 1#1: nginx/1.27.5'), lines.join('\n'));
    equal(lines.at(-1), '10.244.0.5 - - [22/Nov/2026:16:00:01 +0000] "GET / HTTP/1.1" 200 615 "-" "Wget" "-"');
  });

  it('chooses locations as its documentation says', () => {
    const pod = new NginxPod(`server {
      listen 80;
      location = / { return 200 "A"; }
      location / { return 200 "B"; }
      location /documents/ { return 200 "C"; }
      location ^~ /images/ { return 200 "D"; }
      location ~* \\.(gif|jpg|jpeg)$ { return 200 "E"; }
    }`);
    const answers = ['/', '/index.html', '/documents/document.html', '/images/1.gif', '/documents/1.jpg'].map((path) =>
      pod.get(`localhost${path}`),
    );
    deepEqual(answers, ['A[200]', 'B[200]', 'C[200]', 'D[200]', 'E[200]']);
  });

  it('knows escapes in texts with and without quotes, and leaves those of patterns', () => {
    const pod = new NginxPod(`server {
      listen 80;
      location /double { return 200 "a\\tb \\"c\\" $hostname\\n"; }
      location /single { return 200 'd\\\\n\\n'; }
      location /bare { return 200 e\\nf; }
      location ~ ^/v\\d\\.txt$ { return 200 "pattern"; }
    }`);
    deepEqual(
      ['/double', '/single', '/bare', '/v1.txt'].map((path) => pod.get(`localhost${path}`)),
      ['a\tb "c" web\n[200]', 'd\\n\n[200]', 'e\nf[200]', 'pattern[200]'],
    );
  });

  it('tries files, redirects, sets headers and shows its own error pages', () => {
    const pod = new NginxPod(`server {
      listen 80;
      root /usr/share/nginx/html;
      add_header X-Pod $hostname always;
      error_page 404 /missing.txt;
      location /app/ { try_files $uri /index.html; }
      location /old { return 301 /new; }
      location /forbidden { deny all; }
      location = /missing.txt { return 200 "nothing at $request_uri"; }
    }`);
    match(pod.get('localhost/app/deep/link'), /Welcome to nginx!.*\[200\]$/s);
    match(
      pod.exec('curl', '-sI', 'localhost/old').out,
      /301 Moved Permanently[\s\S]*Location: http:\/\/localhost\/new\r\n[\s\S]*X-Pod: web/,
    );
    match(pod.get('localhost/forbidden'), /403 Forbidden.*\[403\]$/s);
    equal(pod.get('localhost/nope'), 'nothing at /nope[404]');
    match(
      pod.log,
      /\[error\] \d+#\d+: \*\d+ open\(\) "\/usr\/share\/nginx\/html\/nope" failed \(2: No such file or directory\), client: 127\.0\.0\.1, server: , request: "GET \/nope HTTP\/1\.1", host: "localhost"/,
    );
  });

  it('proxies to an upstream in turn, leaves out who refuses, and says 502 where nobody answers', () => {
    const pod = new NginxPod(`
    upstream app { server 127.0.0.1:8081; server 127.0.0.1:8082; server 127.0.0.1:8089; }
    server { listen 80; location / { proxy_pass http://app; } location /down/ { proxy_pass http://127.0.0.1:9/; } }
    server { listen 8081; return 200 "one "; }
    server { listen 8082; return 200 "two "; }`);
    const bodies = pod.exec('sh', '-c', 'for i in 1 2 3 4 5 6; do curl -s localhost/; done').out;
    deepEqual([bodies.match(/one/g)?.length, bodies.match(/two/g)?.length], [3, 3]);
    match(pod.get('localhost/down/x'), /502 Bad Gateway.*\[502\]$/s);
    match(
      pod.log,
      /connect\(\) failed \(111: Connection refused\) while connecting to upstream, client: 127\.0\.0\.1, server: , request: "GET \/down\/x HTTP\/1\.1", upstream: "http:\/\/127\.0\.0\.1:9\/x", host: "localhost"/,
    );
  });

  it('finds mistakes in its configuration', () => {
    const mistakes: [conf: string, words: string][] = [
      ['server { lissen 80; }', 'unknown directive "lissen" in /etc/nginx/conf.d/default.conf:1'],
      ['server { listen 80', 'unexpected end of file, expecting ";" or "}" in /etc/nginx/conf.d/default.conf:2'],
      [
        'server { location / { proxy_pass http://app; } }',
        'host not found in upstream "app" in /etc/nginx/conf.d/default.conf:1',
      ],
      ['listen 80;', '"listen" directive is not allowed here in /etc/nginx/conf.d/default.conf:1'],
    ];
    for (const [conf, words] of mistakes) {
      const pod = new NginxPod(conf);
      equal(pod.session.exits.get('nginx')?.exitCode, 1, conf);
      equal(pod.log.split('\n').at(-1), `nginx: [emerg] ${words}`);
    }
  });

  it('reloads, and keeps the old configuration where the new one is wrong', () => {
    const pod = new NginxPod('server { listen 80; return 200 "old"; }');
    const change = (text: string) =>
      pod.exec('sh', '-c', `echo '${text}' > /etc/nginx/conf.d/default.conf; nginx -s reload`);
    change('server { listen 80; return 200 "new"; }');
    equal(pod.get('localhost'), 'new[200]');
    change('server { oops; }');
    equal(pod.get('localhost'), 'new[200]');
    equal(pod.exec('nginx', '-t').exitCode, 1);
  });

  it('gives up on a taken port after five tries, and ends in order on SIGQUIT', () => {
    const session = new ContainerSession();
    const first = session.start('first', [], { image: 'nginx' });
    session.run(1_000);
    const second = session.start('second', [], { image: 'nginx' });
    session.run(10_000);
    const lines = second.log.entries().map(({ text }) => text);
    equal(
      lines.filter((line) => line === 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)').length,
      5,
    );
    equal(lines.at(-1), 'nginx: [emerg] still could not bind()');
    equal(session.exits.get('second')?.exitCode, 1);
    first.signal('SIGQUIT');
    session.run(1_000);
    equal(session.exits.get('first')?.exitCode, 0);
    match(
      first.log
        .entries()
        .map(({ text }) => text)
        .join('\n'),
      /signal 3 \(SIGQUIT\) received, shutting down[\s\S]*exit$/,
    );
  });

  it('is over at once as a daemon that nobody waits for', () => {
    const session = new ContainerSession();
    session.start('web', ['nginx'], { image: 'nginx' });
    session.run(1_000);
    equal(session.exits.get('web')?.exitCode, 0);
  });

  it('does not let a pattern take the host for long', () => {
    const pod = new NginxPod(
      'server { listen 80; location ~ ^/(a*)*b$ { return 200 x; } location / { return 200 y; } }',
    );
    const startMs = performance.now();
    pod.get(`localhost/${'a'.repeat(2_000)}c`);
    ok(performance.now() - startMs < 2_000);
  });
});
