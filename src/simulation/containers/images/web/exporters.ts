import { formatSocketAddress, type SocketAddress } from '../../../network/socketAddress.ts';
import { textResponse } from '../../http/message.ts';
import type { HttpHandler } from '../../http/server.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, work, write } from '../../syscalls.ts';
import { binaryImage } from './binaryImage.ts';
import { goFlag, goFlags } from './goFlags.ts';
import { goListenAddresses, goListenProblem } from './goListen.ts';
import { fetchText, metric, metricsType } from './metrics.ts';
import { pathOf } from './query.ts';
import { requestCpuMs } from './requestCosts.ts';
import { slogLine } from './slog.ts';
import { simply } from './smallServers.ts';
import { runWebServer, type WebEnding } from './webServer.ts';

const mib = 1024 * 1024;
const scrapeTimeoutMs = 5_000;

/** An exporter of Prometheus' making. */
interface Exporter {
  /** The first line of its log, and the file that it comes from. */
  readonly starting: string;
  readonly source: string;
  /** As Go writes addresses. */
  readonly listens: readonly string[];
  readonly title: string;
  /** The path of its metrics. */
  readonly path: string;
  readonly metrics: HttpHandler;
  /** How it ends on SIGTERM and SIGINT as process 1. */
  readonly onSignal: WebEnding;
}

/** What exporters log of an address on which they listen, by Prometheus' `exporter-toolkit`. */
export function listeningOn(nowMs: number, address: SocketAddress): string {
  const where = `address=${formatSocketAddress(address)}`;
  return (
    slogLine(nowMs, 'tls_config.go:347', 'Listening on', { more: where }) +
    slogLine(nowMs, 'tls_config.go:350', 'TLS is disabled.', { more: `http2=false ${where}` })
  );
}

/** Serves the metrics and a page that leads there, and nothing else. */
function* runExporter(process: Process, exporter: Exporter): Run<number> {
  yield* write(2, slogLine(process.nowMs, exporter.source, exporter.starting));
  const cannot = (nowMs: number, problem: string): WebEnding => ({
    text: slogLine(nowMs, exporter.source, problem, { level: 'ERROR' }),
    exitCode: 1,
  });
  const listens = yield* goListenAddresses(process, exporter.listens);
  if (typeof listens === 'string') {
    yield* write(2, cannot(process.nowMs, listens).text ?? '');
    return 1;
  }
  const ending = process.pid === 1 ? exporter.onSignal : { exitCode: 143 };
  const landing = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>${exporter.title}</title>\n</head>\n<body>\n<h1>${exporter.title}</h1>\n<ul>\n<li><a href="${exporter.path.slice(1)}">Metrics</a></li>\n</ul>\n</body>\n</html>\n`;
  return yield* runWebServer(process, {
    logTo: 2,
    listens,
    startUpCpuMs: 4,
    memoryBytes: 6 * mib,
    ready: (nowMs) => listens.map((address) => listeningOn(nowMs, address)).join(''),
    cannotListen: (address, problem, nowMs) => cannot(nowMs, goListenProblem(address, problem)),
    ends: () => ({ SIGTERM: ending, SIGINT: ending }),
    http: {
      *onRequest(exchange) {
        const { path } = pathOf(exchange.request.target);
        yield* work(path === exporter.path ? requestCpuMs.exporter : requestCpuMs.go);
        if (path === exporter.path) return yield* exporter.metrics(exchange);
        return path === '/'
          ? textResponse(200, landing, 'text/html; charset=UTF-8')
          : textResponse(404, '404 page not found\n');
      },
    },
  });
}

/** docker.io/nginx/nginx-prometheus-exporter: the numbers of an nginx' `stub_status` as metrics. */
const nginxExporter: Program = (process) => {
  const { argv, env } = process;
  const uri = goFlag(argv, 'nginx.scrape-uri') ?? env.get('SCRAPE_URI') ?? 'http://127.0.0.1:8080/stub_status';
  return runExporter(process, {
    starting: 'nginx-prometheus-exporter',
    source: 'exporter.go:123',
    listens: goFlags(argv, 'web.listen-address', env.get('LISTEN_ADDRESS') ?? ':9113'),
    title: 'NGINX Prometheus Exporter',
    path: goFlag(argv, 'web.telemetry-path') ?? env.get('TELEMETRY_PATH') ?? '/metrics',
    onSignal: { exitCode: 0, finishes: true },
    *metrics({ thread }) {
      const status = yield* fetchText(thread, uri, scrapeTimeoutMs);
      const numbers = status?.status === 200 ? (status.body.match(/\d+/g) ?? []).map(Number) : [];
      const up = metric('nginx_up', 'gauge', 'Status of the last metric scrape', [['', numbers.length >= 7 ? 1 : 0]]);
      if (numbers.length < 7) {
        yield* write(2, slogLine(thread.nowMs, 'nginx.go:43', 'error getting stats', { level: 'WARN' }));
        return textResponse(200, up, metricsType);
      }
      const [active = 0, accepted = 0, handled = 0, requests = 0, reading = 0, writing = 0, waiting = 0] = numbers;
      const gauge = (name: string, help: string, value: number) =>
        metric(`nginx_connections_${name}`, 'gauge', help, [['', value]]);
      const counter = (name: string, help: string, value: number) => metric(name, 'counter', help, [['', value]]);
      const body =
        counter('nginx_connections_accepted', 'Accepted client connections', accepted) +
        gauge('active', 'Active client connections', active) +
        counter('nginx_connections_handled', 'Handled client connections', handled) +
        gauge('reading', 'Connections where NGINX is reading the request header', reading) +
        gauge('waiting', 'Idle client connections', waiting) +
        gauge('writing', 'Connections where NGINX is writing the response back to the client', writing) +
        counter('nginx_http_requests_total', 'Total http requests', requests) +
        up;
      return textResponse(200, body, metricsType);
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
const nodeExporter: Program = (process) => {
  const { cpu, memory, hostname } = process.kernel;
  return runExporter(process, {
    starting: 'Starting node_exporter',
    source: 'node_exporter.go:216',
    listens: goFlags(process.argv, 'web.listen-address', ':9100'),
    title: 'Node Exporter',
    path: goFlag(process.argv, 'web.telemetry-path') ?? '/metrics',
    onSignal: { exitCode: 2 },
    metrics: simply(({ thread }) =>
      textResponse(
        200,
        metric('process_cpu_seconds_total', 'counter', 'Total user and system CPU time spent in seconds.', [
          ['', cpu.usedMs / 1000],
        ]) +
          metric('process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', [['', memory.usedBytes]]) +
          metric('node_time_seconds', 'gauge', 'System time in seconds since epoch (1970).', [
            ['', thread.nowMs / 1000],
          ]) +
          metric('node_uname_info', 'gauge', 'Labeled system information as provided by the uname system call.', [
            [`{nodename="${hostname}",sysname="Linux"}`, 1],
          ]),
        metricsType,
      ),
    ),
  });
};

export const nodeExporterImage = binaryImage({
  name: 'node_exporter',
  program: nodeExporter,
  tools: 'shell',
  user: '65534',
});
