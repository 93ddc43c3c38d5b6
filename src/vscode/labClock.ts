import type { LabPageRequest } from '../webview/labMessages.ts';
import { podsReadyIn } from './clockConditions.ts';
import { minuteMs, runFor, runToGoal, stepToChange } from './clockJumps.ts';
import type { ClusterHost } from './clusterHost.ts';

type ClockRequest = { readonly type: 'pause' | 'resume' } | Extract<LabPageRequest, { type: 'setSpeed' | 'runTime' }>;

/** Whether a page asks something of the cluster's time. */
export function isClockRequest(request: LabPageRequest | ClockRequest): request is ClockRequest {
  return ['pause', 'resume', 'setSpeed', 'runTime'].includes(request.type);
}

/** Does what a lab page asks of the cluster's time; `rewind` takes the cluster back to the start of the step. */
export async function runLabClock(
  request: ClockRequest,
  cluster: ClusterHost,
  namespace: string,
  rewind: () => Promise<void>,
): Promise<void> {
  const { control } = await cluster.start();
  switch (request.type) {
    case 'pause':
      return control.pause();
    case 'resume':
      return control.resume();
    case 'setSpeed':
      return control.setSpeed(request.speed);
    case 'runTime':
      break;
  }
  switch (request.goal) {
    case 'change':
      return stepToChange(control);
    case 'tenSeconds':
      return runFor(control, 10_000);
    case 'minute':
      return runFor(control, minuteMs);
    case 'ready':
      return runToGoal(control, podsReadyIn(namespace));
    case 'stepStart':
      return rewind();
  }
}
