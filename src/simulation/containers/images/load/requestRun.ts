import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { poll, type Run, sleep } from '../../syscalls.ts';
import { LoadClient, type LoadOutcome } from './loadClient.ts';
import type { LoadPlan } from './loadPlan.ts';
import type { LoadTally } from './loadTally.ts';

/** What a run tells of its clients. */
export interface RunListener {
  /** A request of that client failed, or its answer was not OK. */
  readonly onProblem: (client: number, outcome: LoadOutcome) => Run<void>;
  /** A client has done its part. */
  readonly onClientEnd: (client: number, elapsedMs: number, calls: number) => void;
}

/** Somebody who looks whether a rate has risen from nothing does so this often, milliseconds. */
const lookAgainMs = 100;
/** What was to be sent is counted so often, milliseconds. */
const countEveryMs = 1_000;

/** Runs a load whose requests are all real: a thread for each client. Ends when all have, or with the first signal. */
export function* runRequests(process: Process, plan: LoadPlan, tally: LoadTally, listener: RunListener): Run<void> {
  const { output, input } = process.pipe();
  const done = process.addFile(output);
  if (refused(done)) return;
  input.addReference();
  let running = 0;
  const beginMs = process.nowMs;
  for (let client = 0; client < plan.connections; client++) {
    const started = process.startThread(function* (thread) {
      yield* runClient(thread, client, beginMs, plan, tally, listener);
      running -= 1;
      if (running === 0) input.dropReference();
      return 0;
    });
    if (!refused(started)) running += 1;
  }
  let countedMs = 0;
  const count = () => {
    const nowMs = Math.min(process.nowMs - beginMs, plan.endsAfterMs ?? Number.POSITIVE_INFINITY);
    tally.offered((plan.rateAt((countedMs + nowMs) / 2) * (nowMs - countedMs)) / 1000);
    countedMs = nowMs;
  };
  while (running > 0 && process.caught.length === 0) {
    const ready = yield* poll([{ fd: done, for: 'read' }], countEveryMs);
    count();
    if (refused(ready)) break;
  }
  process.close(done);
}

/** Sends its part of the requests, each when it is due; what it is late with it sends at once, or leaves. */
function* runClient(
  thread: Process,
  number: number,
  beginMs: number,
  plan: LoadPlan,
  tally: LoadTally,
  { onProblem, onClientEnd }: RunListener,
): Run<void> {
  const client = new LoadClient(thread, plan.target);
  const { connections, mostRequests } = plan;
  const share =
    mostRequests === undefined
      ? Number.POSITIVE_INFINITY
      : Math.floor(mostRequests / connections) + (number < mostRequests % connections ? 1 : 0);
  const pace = new Pace(plan, share);
  let calls = 0;
  while (calls < share) {
    const outcome = yield* client.fetch();
    calls += 1;
    tally.sockets += client.sockets;
    client.sockets = 0;
    const { response, latencyMs, error = 'reset', size } = outcome;
    if (response) tally.answered(latencyMs, 1, response.status, undefined, size);
    else tally.failed(error, latencyMs, 1);
    if (!response || response.status >= 300) yield* onProblem(number, outcome);
    const waitMs = pace.next(calls, thread.nowMs - beginMs);
    if (pace.dropped > 0) tally.failed('notSent', 0, pace.dropped);
    if (waitMs === undefined) break;
    tally.sleeps.add(waitMs / 1000);
    if (waitMs > 0) yield* sleep(Math.round(waitMs));
  }
  client.close();
  onClientEnd(number, thread.nowMs - beginMs, calls);
}

/** When a client sends its requests. */
class Pace {
  readonly #plan: LoadPlan;
  readonly #share: number;
  #dueMs = 0;
  /** Requests that were due since the last one and will never be sent. */
  dropped = 0;

  constructor(plan: LoadPlan, share: number) {
    this.#plan = plan;
    this.#share = share;
  }

  /** How long to wait before the next request, less than nothing where it is late; nothing where there is no other. */
  next(calls: number, elapsedMs: number): number | undefined {
    const { endsAfterMs = Number.POSITIVE_INFINITY, late } = this.#plan;
    this.dropped = 0;
    if (calls >= this.#share || elapsedMs > endsAfterMs) return undefined;
    let due = this.#after(this.#dueMs);
    while (late === 'dropped' && due !== undefined && due < elapsedMs) {
      this.dropped += 1;
      due = this.#after(due);
    }
    this.#dueMs = due ?? this.#dueMs;
    return due === undefined ? undefined : due - elapsedMs;
  }

  /** When the request is due that comes after one that was due then. */
  #after(dueMs: number): number | undefined {
    const { rateAt, connections, endsAfterMs = Number.POSITIVE_INFINITY } = this.#plan;
    // So many requests fill the whole time, the last of them at its end.
    const share = this.#share;
    const isCounted = share > 1 && share !== Number.POSITIVE_INFINITY;
    const stretch = isCounted && endsAfterMs !== Number.POSITIVE_INFINITY ? share / (share - 1) : 1;
    for (let atMs = dueMs; atMs < endsAfterMs; atMs += lookAgainMs) {
      const rate = rateAt(atMs);
      if (rate <= 0) continue;
      const next = atMs + (connections * 1000 * stretch) / rate;
      return next <= endsAfterMs + 0.5 ? next : undefined;
    }
    return undefined;
  }
}
