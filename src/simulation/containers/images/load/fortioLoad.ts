import { formatSocketAddress } from '../../../network/socketAddress.ts';
import { parseUrl } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { type Run, write } from '../../syscalls.ts';
import { runFlow } from './flowRun.ts';
import { type FortioFlags, fortioRequest, spanOf } from './fortioFlags.ts';
import { fortioLog, fortioSummary } from './fortioText.ts';
import { goDuration, goNumber } from './goNumbers.ts';
import { LoadClient, type LoadOutcome } from './loadClient.ts';
import { type LoadPlan, loadModeOf } from './loadPlan.ts';
import { isOk, LoadTally } from './loadTally.ts';
import { runRequests } from './requestRun.ts';

/** So many of a run's clients try whether there is an answer at all before it begins. */
const maxWarmUps = 8;

/** `fortio load [flags] URL`: https://fortio.org, of the version whose texts these are. */
export function* fortioLoad(process: Process, flags: FortioFlags, version: string): Run<number> {
  const [target = ''] = flags.targets;
  const url = parseUrl(target);
  if (flags.targets.length !== 1 || !url || url.scheme !== 'http') {
    yield* write(
      2,
      url?.scheme === 'https'
        ? 'Pod Labs simulates no TLS: use http.\n'
        : 'Error: fortio load needs a url or destination\n',
    );
    return 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.dispositions.set(signal, 'catch');
  const { nodeCores } = process.kernel.cpu;
  const procs = `${nodeCores}->${nodeCores} procs`;
  const isInfo = flags.logLevel === 'info' && !flags.quiet;
  const span = spanOf(flags, goDuration(flags.durationMs));
  yield* write(
    1,
    `Fortio ${version} running at ${goNumber(flags.qps)} queries per second, ${procs}, ${span}: ${target}\n`,
  );
  if (isInfo) {
    yield* fortioLog(process, 'info', ['httprunner.go', 121], 'Starting http test', {
      run: 0,
      url: target,
      threads: flags.connections,
      qps: flags.qps > 0 ? flags.qps.toFixed(1) : '-1.0',
      warmup: 'parallel',
      'conn-reuse': '',
    });
  }
  const ip = yield* resolveName(process, url.host);
  if (ip === undefined) {
    yield* fortioLog(
      process,
      'err',
      ['network.go', 442],
      `Unable to lookup '${url.host}' : lookup ${url.host}: no such host`,
    );
    yield* write(2, `Aborting because of lookup ${url.host}: no such host\n`);
    return 1;
  }
  const address = { ip, port: url.port };
  const plan = planOf(flags, target, {
    address,
    request: fortioRequest(url, flags, version),
    timeoutMs: flags.timeoutMs,
    keeps: flags.keepAlive ? 'connections' : 'nothing',
  });
  const onProblem = (client: number, outcome: LoadOutcome) => logProblem(process, flags, client, outcome);
  if (flags.calls === 0) {
    const failed = yield* warmUp(process, plan, flags, onProblem);
    if (failed) {
      const { response } = failed;
      yield* write(
        2,
        `Aborting because of error ${response?.status ?? -1} for ${target} (${failed.size?.total ?? 0} bytes)\n`,
      );
      return 1;
    }
  }
  yield* write(1, startText(flags, plan.connections, nodeCores));
  const as = loadModeOf(plan);
  const { network } = process.kernel;
  const recorder = network.loads.begin({ client: { ...process.socketOwner, ip: network.ip }, url: target, as });
  const tally = new LoadTally(recorder, flags.resolutionS);
  const beginMs = process.nowMs;
  const ends: { readonly client: number; readonly ms: number; readonly calls: number }[] = [];
  if (as === 'requests') {
    yield* runRequests(process, plan, tally, {
      onProblem,
      onClientEnd(client, ms, calls) {
        ends.push({ client, ms, calls });
      },
    });
  } else yield* runFlow(process, plan, tally, { onProblem });
  tally.end();
  const elapsedMs = process.nowMs - beginMs;
  if (isInfo) yield* logEnds(process, tally, plan, elapsedMs, ends);
  yield* write(
    1,
    fortioSummary(tally, {
      flags,
      url: target,
      address: formatSocketAddress(address),
      threads: plan.connections,
      elapsedMs,
      connectS: 0.0002,
      sockets: evenly(Math.round(tally.sockets), plan.connections),
    }),
  );
  return 0;
}

function planOf(flags: FortioFlags, url: string, target: LoadPlan['target']): LoadPlan {
  const { qps, durationMs, calls, resolutionS, catchUp } = flags;
  const rate = qps > 0 ? qps : Number.POSITIVE_INFINITY;
  const wanted =
    calls > 0
      ? calls
      : rate === Number.POSITIVE_INFINITY || durationMs === 0
        ? undefined
        : Math.floor((rate * durationMs) / 1000);
  // Each thread makes two calls at the least, and all make as many as the others.
  const connections =
    wanted === undefined ? flags.connections : Math.max(1, Math.min(flags.connections, Math.floor(wanted / 2)));
  const all = wanted === undefined || calls > 0 ? wanted : Math.max(2, Math.floor(wanted / connections) * connections);
  return {
    target,
    url,
    connections,
    rateAt: () => rate,
    highestRate: rate,
    endsAfterMs: calls > 0 || durationMs === 0 ? undefined : durationMs,
    mostRequests: all,
    late: catchUp ? 'sent' : 'dropped',
    resolutionS,
  };
}

/** One request of each client: the first outcome that is not OK, where that ends the run. */
function* warmUp(
  process: Process,
  plan: LoadPlan,
  flags: FortioFlags,
  onProblem: (client: number, outcome: LoadOutcome) => Run<void>,
): Run<LoadOutcome | undefined> {
  let failed: LoadOutcome | undefined;
  for (let client = 0; client < Math.min(maxWarmUps, plan.connections) && !failed; client++) {
    const fetcher = new LoadClient(process, plan.target);
    const outcome = yield* fetcher.fetch();
    fetcher.close();
    if (outcome.response && isOk(outcome.response.status)) continue;
    yield* onProblem(client, outcome);
    if (!flags.allowInitialErrors) failed = outcome;
  }
  return failed;
}

function* logProblem(process: Process, flags: FortioFlags, thread: number, outcome: LoadOutcome): Run<void> {
  if (flags.quiet || flags.logLevel === 'error') return;
  const { response, connected, problem, error } = outcome;
  const place = (line: number) => ['http_client.go', line] as const;
  if (response) {
    const { status } = response;
    yield* fortioLog(process, 'warn', place(1104), 'Non ok http code', {
      code: status,
      status: `HTTP/1.1 ${status}`,
      thread,
      run: 0,
    });
  } else {
    const err = error === 'timeout' ? 'i/o timeout' : (problem?.text.toLowerCase() ?? 'EOF');
    yield* fortioLog(process, 'err', place(connected ? 1070 : 962), connected ? 'Read error' : 'Unable to connect', {
      err,
      thread,
      run: 0,
    });
  }
}

function startText({ qps, calls, durationMs }: FortioFlags, threads: number, procs: number): string {
  const speed = qps > 0 ? `${goNumber(qps)} qps` : 'max qps';
  const start = `Starting at ${speed} with ${threads} thread(s) [gomax ${procs}]`;
  const each = Math.floor(calls / threads);
  if (calls > 0) {
    return qps > 0
      ? `${start} : exactly ${calls}, ${each} calls each (total ${each * threads} + ${calls - each * threads})\n`
      : `${start} for exactly ${calls} calls (${each} per thread + ${calls - each * threads})\n`;
  }
  if (durationMs === 0) return `${start} until interrupted\n`;
  if (qps <= 0) return `${start} for ${goDuration(durationMs)}\n`;
  const perThread = Math.floor(Math.floor((qps * durationMs) / 1000) / threads);
  return `${start} for ${goDuration(durationMs)} : ${perThread} calls each (total ${perThread * threads})\n`;
}

function* logEnds(
  process: Process,
  tally: LoadTally,
  plan: LoadPlan,
  elapsedMs: number,
  ends: readonly { readonly client: number; readonly ms: number; readonly calls: number }[],
): Run<void> {
  const shares = evenly(Math.round(tally.calls), plan.connections);
  const all = ends.length > 0 ? ends : shares.map((calls, client) => ({ client, ms: elapsedMs, calls }));
  for (const { client, ms, calls } of all) {
    const name = `T${String(client).padStart(3, '0')}`;
    const rate = goNumber((calls * 1000) / Math.max(1, ms));
    yield* fortioLog(
      process,
      'info',
      ['periodic.go', 851],
      `${name} ended after ${goDuration(ms)} : ${calls} calls. qps=${rate}`,
    );
  }
  const calls = Math.round(tally.calls);
  yield* fortioLog(process, 'info', ['periodic.go', 581], 'Run ended', {
    run: 0,
    elapsed: goDuration(elapsedMs),
    calls,
    qps: (calls * 1000) / Math.max(1, elapsedMs),
  });
}

/** A number in so many parts that differ by one at the most. */
function evenly(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor(total / parts) + (index < total % parts ? 1 : 0));
}
