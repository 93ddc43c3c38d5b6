import type { SeriesStore } from '../../clusterMetrics.ts';
import { refused } from '../../errno.ts';
import { textResponse } from '../../http/message.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, work, write } from '../../syscalls.ts';
import { runDaemon } from '../daemon.ts';
import { klogLine } from '../klog.ts';
import { goFlag } from '../web/goFlags.ts';
import { fetchText } from '../web/metrics.ts';
import { simply } from '../web/smallServers.ts';
import { readRules } from './rules.ts';

const mib = 1024 * 1024;
const memoryBytes = 30 * mib;
const startCpuMs = 200;
const defaultPort = 6443;
/** As in the walkthrough's configuration of Prometheus. */
const scrapeMs = 15_000;
const scrapeTimeoutMs = 10_000;
/** Processor time for a page, milliseconds (a guess of the right order). */
const pageCpuMs = 1;
const defaultRelistMs = 600_000;
/** The first pages have come by then. */
const firstRelistMs = 2_000;
const longestConfiguration = 65_536;

/**
 * `/adapter` of prometheus-adapter. It does Prometheus' part as well: it reads the Pods that are annotated with `prometheus.io/scrape`
 * itself, and asks no Prometheus, wherever `--prometheus-url` points.
 */
export const metricsAdapter: Program = function* (process) {
  const { argv, kernel } = process;
  const file = goFlag(argv, 'config');
  const text = file === undefined ? undefined : readText(process, file);
  if (file !== undefined && text === undefined)
    return yield* giveUp(
      process,
      `unable to load metrics discovery config file: unable to load metrics discovery configuration: unable to open file: open ${file}: no such file or directory`,
    );
  const rules = readRules(text);
  if ('problem' in rules)
    return yield* giveUp(
      process,
      `unable to load metrics discovery config file: unable to load metrics discovery config: ${rules.problem}`,
    );
  const relist = goFlag(argv, 'metrics-relist-interval');
  const relistMs = relist === undefined ? defaultRelistMs : durationMs(relist);
  if (relistMs === undefined)
    return yield* giveUp(process, `invalid argument "${relist}" for "--metrics-relist-interval" flag`);
  const port = Number(goFlag(argv, 'secure-port') ?? defaultPort);
  const store = kernel.clusterMetrics?.openSeriesStore(rules);
  return yield* runDaemon(process, {
    logTo: 2,
    startUpCpuMs: startCpuMs,
    memoryBytes,
    listens: [{ ip: '0.0.0.0', port }],
    cannotListen: () => ({
      lines: () => [
        klogLine(
          process,
          'F',
          'adapter.go:344',
          `unable to run custom metrics adapter: failed to listen on 0.0.0.0:${port}: bind: address already in use`,
        ),
      ],
      exitCode: 255,
    }),
    ready: () => {
      if (store) begin(process, store, { port, relistMs });
      return [
        klogLine(process, 'I', 'adapter.go:97', 'Pod Labs: this adapter reads the Pods itself and needs no Prometheus'),
        klogLine(process, 'I', 'secure_serving.go:213', `Serving securely on [::]:${port}`),
      ];
    },
    onRequest: simply(({ request }) =>
      ['/livez', '/readyz', '/healthz'].includes(request.target.split('?')[0] ?? '')
        ? textResponse(200, 'ok')
        : textResponse(404, '404 page not found\n'),
    ),
    ends: { SIGTERM: {}, SIGINT: {} },
  });
};

function begin(process: Process, store: SeriesStore, { port, relistMs }: { port: number; relistMs: number }): void {
  store.serve({
    address: { ip: process.kernel.network.ip, port },
    get isRunning() {
      return process.state !== 'ended';
    },
  });
  process.startThread(function* () {
    for (;;) {
      scrapeAll(process, store);
      if (yield* sleep(scrapeMs)) return 0;
    }
  });
  process.startThread(function* () {
    for (let waitMs = firstRelistMs; ; waitMs = relistMs) {
      if (yield* sleep(waitMs)) return 0;
      store.relist();
    }
  });
}

/** Each Pod is read by a thread of its own: one that does not answer keeps nobody waiting. */
function scrapeAll(process: Process, store: SeriesStore): void {
  for (const target of store.targets()) {
    const { ip, port } = target.address;
    const started = process.startThread(function* (thread) {
      const answer = yield* fetchText(thread, `http://${ip}:${port}${target.path}`, scrapeTimeoutMs);
      yield* work(pageCpuMs);
      store.scraped(target, answer?.status === 200 ? answer.body : undefined);
      return 0;
    });
    if (refused(started)) return;
  }
}

function* giveUp(process: Process, problem: string): Run<number> {
  yield* write(2, `${klogLine(process, 'F', 'adapter.go:310', problem)}\n`);
  return 255;
}

function readText(process: Process, path: string): string | undefined {
  const node = process.stat(path);
  return refused(node) || node.kind !== 'file' ? undefined : node.content.text.slice(0, longestConfiguration);
}

/** `30s`, `1m`, `1h`, `1m30s`. */
function durationMs(text: string): number | undefined {
  const [all, hours, minutes, seconds] = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s)?$/.exec(text) ?? [];
  if (!all) return undefined;
  return (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
}
