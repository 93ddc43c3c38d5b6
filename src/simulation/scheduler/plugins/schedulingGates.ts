import type { PodInfo } from '../podInfo.ts';

/** The message of the condition PodScheduled while a Pod is held back. */
export const gatedMessage = 'Scheduling is blocked due to non-empty scheduling gates';

/** A Pod with `schedulingGates` does not enter the queue at all (kube-scheduler's PreEnqueue). */
export function isGated({ spec }: PodInfo): boolean {
  return (spec.schedulingGates?.length ?? 0) > 0;
}
