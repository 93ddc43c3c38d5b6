import { refused } from '../../errno.ts';
import { textResponse } from '../../http/message.ts';
import { type Program, sleep, write } from '../../syscalls.ts';
import { folder, textFile } from '../baseFiles.ts';
import { binaryImage } from './binaryImage.ts';
import { listeningOn } from './exporters.ts';
import { goFlag, goFlags } from './goFlags.ts';
import { goListenAddresses, goListenProblem } from './goListen.ts';
import { fetchText, metric, metricsType } from './metrics.ts';
import { pathOf } from './query.ts';
import { slogLine } from './slog.ts';
import { simply } from './smallServers.ts';
import { runWebServer, type WebEnding } from './webServer.ts';

const mib = 1024 * 1024;
const defaultConf =
  'global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: "prometheus"\n    static_configs:\n      - targets: ["localhost:9090"]\n';
const maxTargets = 50;
/** Prometheus spreads its first scrapes; they come when it is up. */
const firstScrapeMs = 2_000;

/** docker.io/prom/prometheus: scrapes the static targets of its configuration and says which are up. */
const prometheus: Program = function* (process) {
  const path = goFlag(process.argv, 'config.file') ?? '/etc/prometheus/prometheus.yml';
  const node = process.stat(path);
  const say = (nowMs: number, text: string) => slogLine(nowMs, 'main.go:1', text);
  if (refused(node) || node.kind !== 'file') {
    yield* write(
      2,
      slogLine(process.nowMs, 'main.go:627', `Error loading config (--config.file=${path})`, {
        level: 'ERROR',
        more: `file=${path} err="open ${path}: no such file or directory"`,
      }),
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
  const cannot = (nowMs: number, problem: string): WebEnding => ({
    text: slogLine(nowMs, 'main.go:1', 'Unable to start web listener', { level: 'ERROR', more: `err="${problem}"` }),
    exitCode: 1,
  });
  const listens = yield* goListenAddresses(process, goFlags(process.argv, 'web.listen-address', '0.0.0.0:9090'));
  if (typeof listens === 'string') {
    yield* write(2, cannot(process.nowMs, listens).text ?? '');
    return 1;
  }
  return yield* runWebServer(process, {
    logTo: 2,
    listens,
    startUpCpuMs: 150,
    memoryBytes: 60 * mib,
    starting: (nowMs) => say(nowMs, 'Starting Prometheus Server'),
    ready: (nowMs) =>
      listens.map((address) => listeningOn(nowMs, address)).join('') +
      say(nowMs, 'Server is ready to receive web requests.'),
    cannotListen: (address, problem, nowMs) => cannot(nowMs, goListenProblem(address, problem)),
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
