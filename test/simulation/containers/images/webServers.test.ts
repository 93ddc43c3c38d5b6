import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { imageCatalogue } from '../../../../src/api/imageCatalogue.ts';
import type { RunningContainer } from '../../../../src/simulation/containers/runtime.ts';
import { ContainerSession } from '../containerSession.ts';

function textOf(container: RunningContainer): string {
  return container.log
    .entries()
    .map(({ text }) => `${text}\n`)
    .join('');
}

/** A server, and what curl in another container of its Pod gets from it after so long. */
function ask(image: string, url: string, options: { args?: string[]; afterMs?: number } = {}): string {
  const session = new ContainerSession();
  session.start('server', [], { image, ...(options.args && { args: options.args }) });
  session.run(options.afterMs ?? 2_000);
  const client = session.start('client', ['sh', '-c', `curl -s -w '[%{http_code}]' '${url}'; echo`], {
    image: 'curlimages/curl',
  });
  session.run(30_000);
  return textOf(client);
}

describe('servers of the examples', () => {
  const cases: [image: string, url: string, answer: RegExp, args?: string[]][] = [
    ['httpd:2.4', 'localhost', /^<html><body><h1>It works!<\/h1><\/body><\/html>\n\[200\]$/m],
    [
      'gcr.io/google-samples/hello-app:2.0',
      'localhost:8080',
      /^Hello, world!\nVersion: 2\.0\.0\nHostname: web\n\[200\]$/m,
    ],
    ['hashicorp/http-echo:1.0', 'localhost:5678', /^hi\n\[200\]$/m, ['-text=hi']],
    ['registry.k8s.io/serve_hostname', 'localhost:9376', /^web\[200\]$/m],
    ['registry.k8s.io/e2e-test-images/agnhost:2.45', 'localhost:8080/echo?msg=a%20b', /^a b\[200\]$/m, ['netexec']],
    [
      'registry.k8s.io/e2e-test-images/agnhost:2.45',
      'localhost:8080/shell?cmd=exit%203',
      /"exit status 3"/,
      ['netexec'],
    ],
    ['registry.k8s.io/e2e-test-images/agnhost:2.45', 'localhost:9376', /^web\[200\]$/m, ['serve-hostname']],
    ['registry.k8s.io/hpa-example', 'localhost', /^OK!\[200\]$/m],
    ['traefik/whoami', 'localhost/path', /^Hostname: web\n[\s\S]*GET \/path HTTP\/1\.1\n/],
    ['registry.k8s.io/echoserver:1.10', 'localhost:8080/x?y', /real path=\/x\n\tquery=y/],
    [
      'gcr.io/google-samples/kubernetes-bootcamp:v1',
      'localhost:8080',
      /^Hello Kubernetes bootcamp! \| Running on: web \| v=1\n/,
    ],
    ['kennethreitz/httpbin', 'localhost/status/503', /^\[503\]$/m],
    ['prom/prometheus', 'localhost:9090/-/healthy', /^Prometheus Server is Healthy\.\n\[200\]/],
    ['nginx/nginx-prometheus-exporter', 'localhost:9113/', /<title>NGINX Prometheus Exporter<\/title>[\s\S]*\[200\]$/m],
    ['nginx/nginx-prometheus-exporter', 'localhost:9113/metrics', /^nginx_up 0\n\[200\]$/m],
    ['nginx/nginx-prometheus-exporter', 'localhost:9113/metrix', /^404 page not found\n\[404\]$/m],
    ['nginx/nginx-prometheus-exporter', 'localhost:9113/x', /^nginx_up 0\n\[200\]$/m, ['--web.telemetry-path=/x']],
    ['prom/node-exporter', 'localhost:9100/', /<title>Node Exporter<\/title>[\s\S]*\[200\]$/m],
    ['prom/node-exporter', 'localhost:9100/nope', /^404 page not found\n\[404\]$/m],
    ['caddy', 'localhost', /Caddy works!/],
    ['registry.k8s.io/goproxy:0.1', 'localhost:8080', /^This is a proxy server\..*\n\[500\]/],
    ['envoyproxy/envoy:v1.31.5', 'localhost:10000', /^no healthy upstream\[503\]$/m],
    ['nginxinc/nginx-unprivileged:alpine', 'localhost:8080', /Welcome to nginx!/],
  ];
  for (const [image, url, answer, args] of cases) {
    it(`${image} answers`, () => match(ask(image, url, args && { args }), answer));
  }

  it('the liveness example is healthy for ten seconds', () => {
    const image = 'registry.k8s.io/e2e-test-images/agnhost:2.40';
    equal(ask(image, 'localhost:8080/healthz', { args: ['liveness'], afterMs: 9_000 }), 'ok[200]\n');
    match(ask(image, 'localhost:8080/healthz', { args: ['liveness'], afterMs: 11_000 }), /^error: 11.*\[500\]$/m);
  });

  it('agnhost ends with the code that it is asked for', () => {
    const session = new ContainerSession();
    session.start('server', [], { image: 'registry.k8s.io/e2e-test-images/agnhost:2.45', args: ['netexec'] });
    session.run(1_000);
    session.start('client', ['wget', '-qO-', 'localhost:8080/exit?code=7']);
    session.run(1_000);
    equal(session.exits.get('server')?.exitCode, 7);
  });

  it('every image of the web catalogue finds its port taken in its own way, and ends', () => {
    const taken = new ContainerSession();
    const servers: [image: string, words: RegExp, args?: string[]][] = [
      ['httpd', /\(98\)Address already in use: AH00072: make_sock: could not bind to address 0\.0\.0\.0:80/],
      ['traefik/whoami', /listen tcp :80: bind: address already in use/],
      ['kennethreitz/httpbin', /Connection in use: \('0\.0\.0\.0', 80\)/],
      ['caddy', /listening on :80: listen tcp :80: bind: address already in use/],
      [
        'registry.k8s.io/e2e-test-images/agnhost:2.45',
        /listen tcp :80: bind: address already in use/,
        ['netexec', '--http-port=80'],
      ],
    ];
    taken.start('nginx', [], { image: 'nginx' });
    taken.run(1_000);
    for (const [image, words, args] of servers) {
      const container = taken.start(image, [], { image, ...(args && { args }) });
      taken.run(5_000);
      match(textOf(container), words);
      equal(taken.exits.get(image)?.exitCode, 1, image);
    }
  });

  it('Go programs without a handler end with 2, node as process 1 hears nothing, Apache stops gracefully', () => {
    const endOf = (image: string) => {
      const session = new ContainerSession();
      const container = session.start('server', [], { image });
      session.run(1_000);
      container.signal(container.stopSignal);
      session.run(1_000);
      return session.exits.get('server')?.exitCode;
    };
    const images = ['gcr.io/google-samples/hello-app:1.0', 'gcr.io/google-samples/kubernetes-bootcamp:v1', 'httpd'];
    deepEqual(images.map(endOf), [2, undefined, 0]);
  });

  it('an image that nobody knows listens on the ports that its container declares', () => {
    const session = new ContainerSession();
    const start = (id: string) =>
      session.runtime.start(
        session.sandbox,
        { id: id.repeat(64), name: id, image: 'example/shop:v1', ports: [7000], env: new Map(), mounts: [] },
        (exit) => session.exits.set(id, { ...exit, atMs: session.timeline.nowMs }),
      );
    start('a');
    session.run(1_000);
    const client = session.start('client', ['wget', '-qO-', 'localhost:7000']);
    const second = start('b');
    session.run(1_000);
    equal(textOf(client), 'example/shop:v1 on web, port 7000\n');
    equal(session.exits.get('b')?.exitCode, 1);
    ok('log' in second && /bind: address already in use/.test(textOf(second)));
  });
});

describe('haproxy', () => {
  const run = (conf: string, script: string) => {
    const session = new ContainerSession();
    session.start('web', [], { image: 'registry.k8s.io/serve_hostname' });
    const proxy = session.start('proxy', ['sh', '-c', `printf '${conf}' > /tmp/h.cfg; exec haproxy -f /tmp/h.cfg`], {
      image: 'haproxy:3.0',
    });
    session.run(10_000);
    const client = session.start('client', ['sh', '-c', script], { image: 'curlimages/curl' });
    session.run(30_000);
    return { out: textOf(client), log: textOf(proxy), exit: session.exits.get('proxy')?.exitCode };
  };

  it('carries TCP as it is', () => {
    const conf = 'listen all\\n  mode tcp\\n  bind :8080\\n  server one 127.0.0.1:9376\\n';
    equal(run(conf, 'curl -s localhost:8080').out, 'web\n');
  });

  it('marks who does not answer as down, and says 503', () => {
    const conf = 'defaults\\n  mode http\\nlisten all\\n  bind :8080\\n  server gone 127.0.0.1:9 check\\n';
    const { out, log } = run(conf, "curl -s -o /dev/null -w '%{http_code}' localhost:8080; echo");
    equal(out, '503\n');
    match(log, /Server all\/gone is DOWN, reason: Layer4 connection problem, info: "Connection refused"/);
  });

  it('does not start with a mistake', () => {
    const { log, exit } = run('frontend f\\n  bynd :80\\n', 'true');
    equal(exit, 1);
    match(
      log,
      /\[ALERT\] {4}\(1\) : config : parsing \[\/tmp\/h\.cfg:2\] : unknown keyword 'bynd' in 'frontend' section/,
    );
  });
});

describe('the web catalogue', () => {
  it('names ports where its images listen', () => {
    for (const name of ['nginx', 'httpd', 'traefik/whoami', 'registry.k8s.io/hpa-example']) {
      deepEqual(imageCatalogue.find((image) => image.name === name)?.ports, [80], name);
    }
  });
});
