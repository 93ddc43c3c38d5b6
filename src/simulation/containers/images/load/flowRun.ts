import { refused } from '../../errno.ts';
import { FlowFile } from '../../flowFile.ts';
import type { Process } from '../../process.ts';
import { poll, type Run, sleep } from '../../syscalls.ts';
import { LoadClient } from './loadClient.ts';
import type { LoadPlan } from './loadPlan.ts';
import type { LoadTally } from './loadTally.ts';
import type { RunListener } from './requestRun.ts';

/** A server is done with a connection so long after its client has closed it, milliseconds: the way there. */
const settledAfterMs = 2;

/** Runs a load that is too large for real requests: as a flow, with samples that are. Ends when it is over, or with the first signal. */
export function* runFlow(
  process: Process,
  plan: LoadPlan,
  tally: LoadTally,
  { onProblem }: Pick<RunListener, 'onProblem'>,
): Run<void> {
  const { target, connections, rateAt, late } = plan;
  const isPaced = rateAt(0) !== Number.POSITIVE_INFINITY;
  const file = new FlowFile(process.kernel.network, {
    target: target.address,
    connections,
    keeps: target.keeps,
    timeoutMs: target.timeoutMs,
    rateAt,
    endsAfterMs: plan.endsAfterMs ?? Number.POSITIVE_INFINITY,
    mostRequests: plan.mostRequests ?? Number.POSITIVE_INFINITY,
    late,
    cpu: process.kernel.cpu,
    listener: {
      offered: (count) => tally.offered(count),
      opened: (count) => {
        tally.sockets += count;
      },
      answered: (latencyMs, count, status, server) => {
        tally.answered(latencyMs, count, status, server);
        // Each client sleeps until its next request is due.
        if (isPaced) tally.sleeps.add(connections / Math.max(1e-9, rateAt(0)) - latencyMs / 1000, count);
      },
      failed: (kind, latencyMs, count, server) => tally.failed(kind, latencyMs, count, server),
      waiting: (server, count) => tally.waiting(server, count),
    },
  });
  const fd = process.addFile(file);
  if (refused(fd)) return;
  const { flow } = file;
  while (!flow.isOver && process.caught.length === 0) {
    const ready = yield* poll([{ fd, for: 'read' }]);
    if (refused(ready)) break;
    file.noted();
    const sample = flow.takeSample();
    if (!sample) continue;
    const { way } = sample;
    const started = process.startThread(function* (thread) {
      const client = new LoadClient(thread, { ...target, keeps: 'nothing' });
      const before = thread.usedMicros;
      let served: { cpuMs: number; heldMs: number } | undefined;
      const outcome = yield* client.fetch({
        ...(way && { way }),
        onServed: (cost) => {
          // The end of a connection counts where each request needs one.
          served = target.keeps === 'connections' ? (served ?? cost) : cost;
        },
      });
      // The server says what it has cost when it is done with the answer.
      yield* sleep(settledAfterMs);
      const { response, error, latencyMs, size } = outcome;
      if (size) tally.measured(size);
      flow.sampled(sample, {
        latencyMs,
        ...(response && { status: response.status }),
        ...(!response && { error: error ?? 'reset' }),
        ...(served && { served }),
        closes: response?.headers.get('Connection')?.toLowerCase() === 'close',
        clientCpuMs: (thread.usedMicros - before) / 1000,
      });
      if (!response || response.status >= 300) yield* onProblem(0, outcome);
      return 0;
    });
    if (refused(started)) flow.sampled(sample, { latencyMs: 0, error: 'notSent', closes: false, clientCpuMs: 0 });
  }
  process.close(fd);
}
