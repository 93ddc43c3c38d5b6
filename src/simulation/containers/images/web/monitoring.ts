import { refused } from '../../errno.ts';
import { hasFailed, sendRequest } from '../../http/client.ts';
import { HttpHeaders, type HttpResponse, textResponse } from '../../http/message.ts';
import { hostField, parseUrl } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, write } from '../../syscalls.ts';
import { folder, textFile } from '../baseFiles.ts';
import { binaryImage } from './binaryImage.ts';
import { goListenProblem, runGoServer } from './goServer.ts';
import { pathOf } from './query.ts';
import { goFlag, simply } from './smallServers.ts';
import { runWebServer } from './webServer.ts';

const mib = 1024 * 1024;
const metricsType = 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

/** A line of the exporters' log: `time=2026-11-22T16:00:00.000Z level=INFO source=main.go:1 msg="text"`. */
function logLine(nowMs: number, source: string, text: string): string {
  return `time=${new Date(nowMs).toISOString()} level=INFO source=${source} msg=${/[ ]/.test(text) ? `"${text}"` : text}\n`;
}

function metric(
  name: string,
  kind: 'gauge' | 'counter',
  help: string,
  samples: readonly (readonly [labels: string, value: number])[],
): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`).join('');
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines}`;
}

/** One request within the Pod or cluster; nothing where it fails. */
export function* fetchText(process: Process, text: string, timeoutMs: number): Run<HttpResponse | undefined> {
  const url = parseUrl(text);
  const ip = url && (yield* resolveName(process, url.host));
  if (!url || ip === undefined) return undefined;
  const headers = new HttpHeaders([
    ['Host', hostField(url)],
    ['User-Agent', 'Go-http-client/1.1'],
    ['Connection', 'close'],
  ]);
  const request = { method: 'GET', target: url.target, version: '1.1' as const, headers, body: '' };
  const outcome = yield* sendRequest(process, { ip, port: url.port }, request, timeoutMs);
  return hasFailed(outcome) ? undefined : outcome;
}

/** docker.io/nginx/nginx-prometheus-exporter: the numbers of an nginx' `stub_status` as metrics. */
const nginxExporter: Program = function* (process) {
  const uri =
    goFlag(process.argv, 'nginx.scrape-uri') ?? process.env.get('SCRAPE_URI') ?? 'http://127.0.0.1:8080/stub_status';
  const listen = goFlag(process.argv, 'web.listen-address') ?? process.env.get('LISTEN_ADDRESS') ?? ':9113';
  yield* write(
    2,
    logLine(process.nowMs, 'exporter.go:123', 'nginx-prometheus-exporter') +
      logLine(process.nowMs, 'tls_config.go:347', `Listening on ${listen}`),
  );
  return yield* runGoServer(process, {
    ports: [Number(listen.slice(listen.lastIndexOf(':') + 1))],
    lines: 'plain',
    onSignal: { exitCode: 0, finishes: true },
    http: {
      *onRequest({ thread, request }) {
        if (pathOf(request.target).path !== '/metrics')
          return textResponse(200, '<h1>NGINX Prometheus Exporter</h1>\n', 'text/html');
        const status = yield* fetchText(thread, uri, 5_000);
        const numbers = status?.status === 200 ? (status.body.match(/\d+/g) ?? []).map(Number) : [];
        const up = metric('nginx_up', 'gauge', 'Status of the last metric scrape', [['', numbers.length >= 7 ? 1 : 0]]);
        if (numbers.length < 7) {
          yield* write(2, logLine(thread.nowMs, 'nginx.go:43', 'error getting stats').replace('INFO', 'WARN'));
          return textResponse(200, up, metricsType);
        }
        const [active = 0, accepted = 0, handled = 0, requests = 0, reading = 0, writing = 0, waiting = 0] = numbers;
        const body =
          metric('nginx_connections_accepted', 'counter', 'Accepted client connections', [['', accepted]]) +
          metric('nginx_connections_active', 'gauge', 'Active client connections', [['', active]]) +
          metric('nginx_connections_handled', 'counter', 'Handled client connections', [['', handled]]) +
          metric('nginx_connections_reading', 'gauge', 'Connections where NGINX is reading the request header', [
            ['', reading],
          ]) +
          metric('nginx_connections_waiting', 'gauge', 'Idle client connections', [['', waiting]]) +
          metric(
            'nginx_connections_writing',
            'gauge',
            'Connections where NGINX is writing the response back to the client',
            [['', writing]],
          ) +
          metric('nginx_http_requests_total', 'counter', 'Total http requests', [['', requests]]) +
          up;
        return textResponse(200, body, metricsType);
      },
    },
  });
};

export const nginxExporterImage = binaryImage({
  name: 'nginx-prometheus-exporter',
  program: nginxExporter,
  tools: 'none',
  user: '1001',
});

/** docker.io/prom/node-exporter: a few numbers of the container's processors and memory. */
const nodeExporter: Program = function* (process) {
  const listen = goFlag(process.argv, 'web.listen-address') ?? ':9100';
  yield* write(
    2,
    logLine(process.nowMs, 'node_exporter.go:216', 'Starting node_exporter') +
      logLine(process.nowMs, 'tls_config.go:347', `Listening on ${listen}`),
  );
  return yield* runGoServer(process, {
    ports: [Number(listen.slice(listen.lastIndexOf(':') + 1))],
    lines: 'plain',
    http: {
      onRequest: simply(({ thread, request }) => {
        if (pathOf(request.target).path !== '/metrics')
          return textResponse(200, '<html><head><title>Node Exporter</title></head></html>\n', 'text/html');
        const { cpu, memory } = process.kernel;
        const body =
          metric('process_cpu_seconds_total', 'counter', 'Total user and system CPU time spent in seconds.', [
            ['', cpu.usedMs / 1000],
          ]) +
          metric('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', [['', memory.usedBytes]]) +
          metric('node_time_seconds', 'gauge', 'System time in seconds since epoch (1970).', [
            ['', thread.nowMs / 1000],
          ]) +
          metric('node_uname_info', 'gauge', 'Labeled system information as provided by the uname system call.', [
            [`{nodename="${process.kernel.hostname}",sysname="Linux"}`, 1],
          ]);
        return textResponse(200, body, metricsType);
      }),
    },
  });
};

export const nodeExporterImage = binaryImage({
  name: 'node_exporter',
  program: nodeExporter,
  tools: 'shell',
  user: '65534',
});

const defaultConf =
  'global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: "prometheus"\n    static_configs:\n      - targets: ["localhost:9090"]\n';
const maxTargets = 50;
/** Prometheus spreads its first scrapes; they come when it is up. */
const firstScrapeMs = 2_000;

/** docker.io/prom/prometheus: scrapes the static targets of its configuration and says which are up. */
const prometheus: Program = function* (process) {
  const path = goFlag(process.argv, 'config.file') ?? '/etc/prometheus/prometheus.yml';
  const node = process.stat(path);
  const say = (nowMs: number, text: string) => logLine(nowMs, 'main.go:1', text);
  if (refused(node) || node.kind !== 'file') {
    yield* write(
      2,
      `time=${new Date(process.nowMs).toISOString()} level=ERROR source=main.go:627 msg="Error loading config (--config.file=${path})" file=${path} err="open ${path}: no such file or directory"\n`,
    );
    return 2;
  }
  const text = node.content.read(0, 65_536);
  const targets = [...text.matchAll(/["'\s[,-]((?:[\w.-]{1,253}|\[[\da-fA-F:]{1,45}\]):\d{1,5})(?=["'\s\],])/g)]
    .map(([, target]) => target as string)
    .slice(0, maxTargets);
  const seconds = Number(/scrape_interval:\s*["']?(\d{1,5})s/.exec(text)?.[1] ?? 60);
  const up = new Map<string, number>();
  const startMs = process.nowMs;
  process.startThread(function* (scraper) {
    if (yield* sleep(firstScrapeMs)) return 0;
    for (;;) {
      for (const target of targets) {
        const answer = yield* fetchText(scraper, `http://${target}/metrics`, 10_000);
        up.set(target, answer?.status === 200 ? 1 : 0);
      }
      if (yield* sleep(Math.max(1, seconds) * 1000)) return 0;
    }
  });
  const listen = goFlag(process.argv, 'web.listen-address') ?? '0.0.0.0:9090';
  return yield* runWebServer(process, {
    logTo: 2,
    listens: [{ ip: '0.0.0.0', port: Number(listen.slice(listen.lastIndexOf(':') + 1)) }],
    startUpCpuMs: 150,
    memoryBytes: 60 * mib,
    starting: (nowMs) => say(nowMs, 'Starting Prometheus Server'),
    ready: (nowMs) =>
      say(nowMs, `Start listening for connections`) + say(nowMs, 'Server is ready to receive web requests.'),
    cannotListen: (address, problem, nowMs) => ({
      text: `time=${new Date(nowMs).toISOString()} level=ERROR source=main.go:1 msg="Unable to start web listener" err="${goListenProblem(address, problem)}"\n`,
      exitCode: 1,
    }),
    ends: (nowMs) => {
      const text = `${say(nowMs, 'Received an OS signal, exiting gracefully...')}${say(nowMs, 'See you next time!')}`;
      return { SIGTERM: { text, finishes: true, exitCode: 0 }, SIGINT: { text, finishes: true, exitCode: 0 } };
    },
    http: {
      onRequest: simply(({ thread, request }) => {
        const { path, query } = pathOf(request.target);
        if (path === '/-/healthy') return textResponse(200, 'Prometheus Server is Healthy.\n');
        if (path === '/-/ready') return textResponse(200, 'Prometheus Server is Ready.\n');
        if (path === '/metrics')
          return textResponse(
            200,
            metric('prometheus_build_info', 'gauge', 'A metric with a constant 1 value.', [['', 1]]),
            metricsType,
          );
        if (path === '/api/v1/query' && query.get('query') === 'up') {
          const result = [...up].map(([instance, value]) => ({
            metric: { __name__: 'up', instance },
            value: [thread.nowMs / 1000, String(value)],
          }));
          return textResponse(
            200,
            JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }),
            'application/json',
          );
        }
        if (path === '/api/v1/query')
          return textResponse(
            422,
            JSON.stringify({
              status: 'error',
              errorType: 'execution',
              error: 'only the query up is part of this simulation',
            }),
            'application/json',
          );
        if (path === '/api/v1/status/runtimeinfo') {
          return textResponse(
            200,
            JSON.stringify({ status: 'success', data: { startTime: new Date(startMs).toISOString() } }),
            'application/json',
          );
        }
        return textResponse(
          path === '/' || path === '/query' ? 200 : 404,
          path === '/' ? '<a href="/query">Found</a>.\n' : '404 page not found\n',
          'text/html; charset=utf-8',
        );
      }),
    },
  });
};

export const prometheusImage = binaryImage({
  name: 'prometheus',
  program: prometheus,
  args: ['--config.file=/etc/prometheus/prometheus.yml'],
  tools: 'shell',
  user: '65534',
  files: {
    etc: folder({
      prometheus: folder({ 'prometheus.yml': textFile(defaultConf) }),
      passwd: textFile('root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n'),
      group: textFile('root:x:0:\nnobody:x:65534:\n'),
    }),
  },
});
