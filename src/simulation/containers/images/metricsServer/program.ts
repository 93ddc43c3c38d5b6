import type { UsageMeter } from '../../clusterMetrics.ts';
import { type HttpResponse, textResponse } from '../../http/message.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, work, write } from '../../syscalls.ts';
import { runDaemon } from '../daemon.ts';
import { klogLine } from '../klog.ts';
import { goFlag } from '../web/goFlags.ts';

const mib = 1024 * 1024;
const memoryBytes = 18 * mib;
const startCpuMs = 120;
/** The ports and times that the program has where no flag says another. */
const defaultPort = 443;
const defaultResolutionMs = 60_000;
const shortestResolutionMs = 10_000;
/**
 * What a scrape costs, milliseconds of processor time: the project promises a thousandth of a core for each Node
 * (https://github.com/kubernetes-sigs/metrics-server#scaling).
 */
const cpuMsOfNode = 15;

/** `/metrics-server`: asks the kubelets, remembers two answers of each, and serves `metrics.k8s.io` out of that. */
export const metricsServer: Program = function* (process) {
  const resolution = goFlag(process.argv, 'metric-resolution');
  const resolutionMs = resolution === undefined ? defaultResolutionMs : durationMs(resolution);
  if (resolutionMs === undefined)
    return yield* giveUp(`invalid argument "${resolution}" for "--metric-resolution" flag`);
  if (resolutionMs < shortestResolutionMs)
    return yield* giveUp(`metric-resolution should be a time duration at least 10s, but value ${resolution} provided`);
  const port = Number(goFlag(process.argv, 'secure-port') ?? defaultPort);
  const { clusterMetrics, network } = process.kernel;
  const meter = clusterMetrics?.openUsageMeter(resolutionMs);
  return yield* runDaemon(process, {
    logTo: 2,
    starting: () => [klogLine(process, 'I', 'serving.go:380', generatedCertificate(process))],
    startUpCpuMs: startCpuMs,
    memoryBytes,
    listens: [{ ip: '0.0.0.0', port }],
    cannotListen: () => ({
      lines: () => [
        `panic: failed to create listener: failed to listen on 0.0.0.0:${port}: bind: address already in use`,
      ],
      exitCode: 2,
    }),
    ready: () => {
      meter?.serve({
        address: { ip: network.ip, port },
        get isRunning() {
          return process.state !== 'ended';
        },
      });
      if (meter) startScraping(process, meter, resolutionMs);
      return [
        klogLine(process, 'I', 'handler.go:288', 'Adding GroupVersion metrics.k8s.io v1beta1 to ResourceManager'),
        klogLine(process, 'I', 'secure_serving.go:211', `Serving securely on [::]:${port}`),
      ];
    },
    *onRequest({ thread, request }) {
      return yield* health(thread, request.target.split('?')[0] ?? '', meter);
    },
    ends: { SIGTERM: { lines: () => [] }, SIGINT: {} },
  });
};

/** It looks at once when it starts, and then again and again. */
function startScraping(process: Process, meter: UsageMeter, resolutionMs: number): void {
  process.startThread(function* (thread) {
    for (let nextMs = thread.nowMs; ; nextMs += resolutionMs) {
      const waitMs = nextMs - thread.nowMs;
      if (waitMs > 0 && (yield* sleep(waitMs))) return 0;
      for (const { nodeName, problem } of meter.scrape()) {
        const text = `"Failed to scrape node" err=${JSON.stringify(problem)} node="${nodeName}"`;
        yield* write(2, `${klogLine(thread, 'E', 'scraper.go:149', text)}\n`);
      }
      yield* work(cpuMsOfNode * meter.nodes);
    }
  });
}

function* health(thread: Process, path: string, meter: UsageMeter | undefined): Run<HttpResponse> {
  if (path === '/livez' || path === '/healthz') return textResponse(200, 'ok');
  if (path !== '/readyz') return textResponse(404, '404 page not found\n');
  if (meter?.isReady) return textResponse(200, 'ok');
  const failed = '"Failed probe" probe="metric-storage-ready" err="no metrics to serve"';
  yield* write(2, `${klogLine(thread, 'I', 'server.go:192', failed)}\n`);
  return textResponse(500, '[+]ping ok\n[-]metric-storage-ready failed: reason withheld\nreadyz check failed\n');
}

function generatedCertificate({ argv }: Process): string {
  const folder = goFlag(argv, 'cert-dir') ?? 'apiserver.local.config/certificates';
  return `Generated self-signed cert (${folder}/apiserver.crt, ${folder}/apiserver.key)`;
}

function* giveUp(problem: string): Run<number> {
  yield* write(2, `Error: ${problem}\n`);
  return 1;
}

/** `15s`, `1m`, `1m30s`. */
function durationMs(text: string): number | undefined {
  const [all, minutes, seconds] = /^(?:(\d{1,4})m)?(?:(\d{1,6})s)?$/.exec(text) ?? [];
  return all ? (Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000 : undefined;
}
