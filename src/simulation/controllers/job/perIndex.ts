import type { Job, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { finishedMs, remainingBackoffMs } from './backoff.ts';
import { indexOf, parseIndexes } from './indexes.ts';
import { trackingFinalizer } from './jobKinds.ts';
import { isPodFailed, judgeFailure } from './podFailure.ts';

const failureCountKey = 'batch.kubernetes.io/job-index-failure-count';
const ignoredCountKey = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** The indexes that have failed for good (https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index). */
export function failedIndexes(job: Stored<Job>, pods: readonly Stored<Pod>[], completions: number): Set<number> {
  const failed = parseIndexes(job.status?.failedIndexes, completions);
  for (const pod of pods) {
    const index = indexOf(pod, completions);
    if (index !== undefined && !failed.has(index) && isPodFailed(pod, job) && endsIndex(job, pod)) failed.add(index);
  }
  return failed;
}

function endsIndex(job: Stored<Job>, pod: Stored<Pod>): boolean {
  const { action, counts } = judgeFailure(job, pod);
  if (action === 'FailIndex') return true;
  return counts && countOf(pod, failureCountKey) >= (job.spec?.backoffLimitPerIndex ?? 0);
}

/** The last failed Pod of each open index: it stays until its successor has taken on its number of failures. */
export function replaceablePods(
  job: Stored<Job>,
  pods: readonly Stored<Pod>[],
  completions: number,
  isOpen: (index: number) => boolean,
): Map<number, Stored<Pod>> {
  const found = new Map<number, Stored<Pod>>();
  for (const pod of pods) {
    const index = indexOf(pod, completions);
    if (index === undefined || !isOpen(index) || !isPodFailed(pod, job)) continue;
    if (!pod.metadata.finalizers?.includes(trackingFinalizer)) continue;
    const known = found.get(index);
    if (!known || failuresOf(known) <= failuresOf(pod)) found.set(index, pod);
  }
  return found;
}

/** The annotations in which a Pod of an index keeps how often its predecessors failed. */
export function failureCounts(job: Stored<Job>, replaced: Stored<Pod> | undefined): Record<string, string> {
  let [failures, ignored] = replaced
    ? [countOf(replaced, failureCountKey), countOf(replaced, ignoredCountKey)]
    : [0, 0];
  if (replaced && judgeFailure(job, replaced).counts) failures += 1;
  else if (replaced) ignored += 1;
  return { [failureCountKey]: String(failures), ...(ignored > 0 && { [ignoredCountKey]: String(ignored) }) };
}

/** How long it is until the successor of a failed Pod of an index may come. */
export function remainingIndexBackoffMs(replaced: Stored<Pod> | undefined, nowMs: number): number {
  if (!replaced) return 0;
  return remainingBackoffMs({ failures: failuresOf(replaced) + 1, lastFailureMs: finishedMs(replaced) }, nowMs);
}

function failuresOf(pod: Pod): number {
  return countOf(pod, failureCountKey) + countOf(pod, ignoredCountKey);
}

function countOf({ metadata }: Pod, annotation: string): number {
  const text = metadata?.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}
