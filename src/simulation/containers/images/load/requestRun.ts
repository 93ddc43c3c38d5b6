import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { poll, type Run, sleep } from '../../syscalls.ts';
import { LoadClient, type LoadOutcome } from './loadClient.ts';
import type { LoadPlan } from './loadPlan.ts';
import type { LoadTally } from './loadTally.ts';
import { OwnPace, type Pace, SharedPace } from './pace.ts';

/** What a run tells of its clients. */
export interface RunListener {
  /** A request of that client failed, or its answer was not OK. */
  readonly onProblem: (client: number, outcome: LoadOutcome) => Run<void>;
  /** A client has done its part. */
  readonly onClientEnd: (client: number, elapsedMs: number, calls: number) => void;
}

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
  const { dueAt } = plan;
  const shared = dueAt && new SharedPace(dueAt);
  let countedMs = 0;
  const count = () => {
    const nowMs = Math.min(process.nowMs - beginMs, plan.endsAfterMs ?? Number.POSITIVE_INFINITY);
    tally.offered((plan.rateAt((countedMs + nowMs) / 2) * (nowMs - countedMs)) / 1000);
    countedMs = nowMs;
  };
  for (let client = 0; client < plan.connections; client++) {
    const started = process.startThread(function* (thread) {
      const pace = shared ?? new OwnPace(plan, client);
      yield* runClient(thread, client, beginMs, plan, pace, tally, listener);
      running -= 1;
      if (running === 0) input.dropReference();
      return 0;
    });
    if (!refused(started)) running += 1;
  }
  while (running > 0 && process.caught.length === 0) {
    const ready = yield* poll([{ fd: done, for: 'read' }], countEveryMs);
    count();
    if (refused(ready)) break;
  }
  process.close(done);
}

/** Sends its part of the requests, each when it is due. */
function* runClient(
  thread: Process,
  number: number,
  beginMs: number,
  plan: LoadPlan,
  pace: Pace,
  tally: LoadTally,
  { onProblem, onClientEnd }: RunListener,
): Run<void> {
  const client = new LoadClient(thread, plan.target);
  const elapsedMs = () => thread.nowMs - beginMs;
  let calls = 0;
  // All clients begin at the beginning, however long their threads took to start.
  let { waitMs } = pace.next(calls, 0);
  while (waitMs !== undefined) {
    if (waitMs > 0) yield* sleep(Math.round(waitMs));
    const outcome = yield* client.fetch();
    calls += 1;
    tally.sockets += client.sockets;
    client.sockets = 0;
    const { response, latencyMs, error = 'reset', size } = outcome;
    if (response) tally.answered(latencyMs, 1, response.status, undefined, size);
    else tally.failed(error, latencyMs, 1);
    if (!response || response.status >= 300) yield* onProblem(number, outcome);
    const next = pace.next(calls, elapsedMs());
    if (next.dropped > 0) tally.failed('notSent', 0, next.dropped);
    ({ waitMs } = next);
    if (waitMs !== undefined) tally.sleeps.add(waitMs / 1000);
  }
  client.close();
  // A plan by stages takes as long as its stages, also where nothing more is due.
  const leftMs = plan.dueAt ? (plan.endsAfterMs ?? 0) - elapsedMs() : 0;
  if (leftMs > 0) yield* sleep(Math.round(leftMs));
  onClientEnd(number, elapsedMs(), calls);
}
