import { readOptions } from '../../applets/options.ts';
import { toBytes } from '../../bytes.ts';
import { HttpHeaders } from '../../http/message.ts';
import { hostField, parseUrl } from '../../http/url.ts';
import type { Image } from '../../image.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { type Program, type Run, sleep, write } from '../../syscalls.ts';
import { binaryImage } from '../web/binaryImage.ts';
import { runFlow } from './flowRun.ts';
import { readGoDuration } from './goNumbers.ts';
import type { LoadOutcome } from './loadClient.ts';
import { type LoadPlan, loadModeOf } from './loadPlan.ts';
import { LoadTally } from './loadTally.ts';
import { dueAt, durationOf, rateAt, readStages, type Stage } from './ratePlan.ts';
import { runRequests } from './requestRun.ts';
import { StageReport } from './stageReport.ts';

const usage = `Usage: load --stages STAGES [options] URL

Sends requests at a rate that changes, whatever the answers are, as people do.

  --stages LIST        DURATION:RATE,...  From the rate before, the rate goes evenly to RATE requests per
                       second within DURATION; at once where that is 0s. "0s:50,2m:50" is a step,
                       "5m:200" a ramp, "0s:500,10s:500,0s:50,1m:50" a spike.
  --max-waiting N      As many requests wait for an answer at the most; what does not fit is not sent (1000)
  --timeout DURATION   After that a request has failed (10s)
  --keep-alive         Keep connections open: a Service then chooses a Pod once for each, not for each request
  --report DURATION    How often a line is printed (10s)
`;

/** What a user agent calls itself. */
const agent = 'pod-labs-load/1.0';
const maxWaiting = 10_000;

const program: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 's:m:t:kr:h', {
    stages: 's',
    'max-waiting': 'm',
    timeout: 't',
    'keep-alive': 'k',
    report: 'r',
    help: 'h',
  });
  const fail = function* (text: string): Run<number> {
    yield* write(2, toBytes(`load: ${text}\n`));
    return 1;
  };
  if (flags.has('h')) {
    yield* write(1, usage);
    return 0;
  }
  const url = parseUrl(rest[0] ?? '');
  if (problem !== undefined) return yield* fail(problem);
  if (!flags.has('s') || !url || rest.length !== 1) {
    yield* write(2, usage);
    return 1;
  }
  if (url.scheme === 'https') return yield* fail('Pod Labs simulates no TLS: use http');
  const stages = readStages(flags.get('s') ?? '');
  if (typeof stages === 'string') return yield* fail(stages);
  const timeoutMs = readGoDuration(flags.get('t') ?? '10s');
  const reportMs = readGoDuration(flags.get('r') ?? '10s');
  const connections = Number(flags.get('m') ?? 1_000);
  if (!timeoutMs || !reportMs || reportMs < 1_000) return yield* fail('a time is too short, or none');
  if (!Number.isInteger(connections) || connections < 1 || connections > maxWaiting)
    return yield* fail(`--max-waiting is a number from 1 to ${maxWaiting}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.dispositions.set(signal, 'catch');
  const ip = yield* resolveName(process, url.host);
  if (ip === undefined) return yield* fail(`nobody knows the name ${url.host}`);
  const keepAlive = flags.has('k');
  const highestRate = Math.max(...stages.map(({ toRate }) => toRate));
  const plan: LoadPlan = {
    target: {
      address: { ip, port: url.port },
      request: {
        method: 'GET',
        target: url.target,
        version: '1.1',
        headers: new HttpHeaders([
          ['Host', hostField(url)],
          ['User-Agent', agent],
          ...(keepAlive ? [] : ([['Connection', 'close']] as [string, string][])),
        ]),
        body: '',
      },
      timeoutMs,
      keeps: keepAlive ? 'connections' : 'nothing',
    },
    url: rest[0] ?? '',
    connections,
    rateAt: (elapsedMs) => rateAt(stages, elapsedMs),
    highestRate,
    dueAt: (before) => dueAt(stages, before),
    endsAfterMs: durationOf(stages),
    mostRequests: undefined,
    late: 'dropped',
    resolutionS: 0.001,
  };
  return yield* run(process, plan, stages, reportMs);
};

/** Real requests are sent by this many clients at the most: as many are under way at the same time. */
const mostRealClients = 100;

function* run(process: Process, wanted: LoadPlan, stages: readonly Stage[], reportMs: number): Run<number> {
  const as = loadModeOf(wanted);
  const most = Math.max(1, Math.min(mostRealClients, Math.ceil((wanted.highestRate * wanted.target.timeoutMs) / 1000)));
  const plan = as === 'flow' ? wanted : { ...wanted, connections: Math.min(wanted.connections, most) };
  const { network } = process.kernel;
  const recorder = network.loads.begin({ client: { ...process.socketOwner, ip: network.ip }, url: plan.url, as });
  const tally = new LoadTally(recorder, plan.resolutionS);
  const report = new StageReport(tally, plan.url, stages, process.nowMs);
  process.startThread(function* (thread) {
    for (;;) {
      yield* sleep(reportMs);
      yield* write(1, toBytes(report.line(thread.nowMs)));
    }
  });
  const listener = { onProblem: ignored, onClientEnd: () => {} };
  if (as === 'requests') yield* runRequests(process, plan, tally, listener);
  else yield* runFlow(process, plan, tally, listener);
  tally.end();
  yield* write(1, toBytes(report.summary(process.nowMs)));
  return 0;
}

/** What failed stands in the report. */
function* ignored(_client: number, _outcome: LoadOutcome): Run<void> {
  yield* sleep(0);
}

/** docker.io/podlabs/load, which is in no registry: a load generator whose rate changes by stages. */
export const stagedLoad: Image = binaryImage({ name: 'load', program, args: ['--help'], tools: 'none' });
