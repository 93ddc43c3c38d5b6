import type { JobStatus, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { jobKind, podKind } from '../../apiserver/knownKinds.ts';
import { withCondition } from './conditions.ts';
import { lastWordAfter } from './endings.ts';
import { formatIndexes, indexOf } from './indexes.ts';
import { isIndexed, trackingFinalizer } from './jobKinds.ts';
import { isTracked, type JobRun } from './jobRun.ts';
import { isPodFailed, judgeFailure } from './podFailure.ts';

/** The most Pods that the status names at a time (`MaxUncountedPods`). */
const maxUncountedPods = 500;

/**
 * Counts the Pods that have ended, each just once whatever happens in between: their names go into the status, then their
 * finalizers go, then the names become numbers (`trackJobStatusAndRemoveFinalizers`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-tracking-with-finalizers). Returns the last word
 * about the Job where it has just been said, and whether Pods are left to be counted.
 */
export function countEnds(api: ComponentApi, run: JobRun, now: string): { finished: boolean; more: boolean } {
  const { status } = run;
  const { countable, more } = noteEnds(run);
  if (run.end && ['FailureTarget', 'SuccessCriteriaMet'].includes(run.end.type)) {
    status.conditions = [...withCondition(status.conditions ?? [], run.end)];
    run.end = lastWordAfter(run.end, run.nowMs);
  }
  write(api, run);
  for (const pod of countable) untrack(api, pod);
  const counted = new Set(countable.map(({ metadata }) => metadata.uid));
  const waiting = new Set(run.pods.filter((pod) => isTracked(pod) && !counted.has(pod.metadata.uid)).map(uidOf));
  settleUncounted(status, waiting);
  const finished = !more && sayLastWord(run, now);
  write(api, run);
  return { finished, more };
}

/** Lets go of a Pod whose end is counted, or whose Job is not there any more. */
export function untrack(api: ComponentApi, { metadata }: Stored<Pod>): void {
  const { namespace = '', name, uid } = metadata;
  const pod = api.get<Pod>(podKind, namespace, name);
  if (!pod || pod.metadata.uid !== uid || !isTracked(pod)) return;
  const { finalizers: all = [], ...rest } = pod.metadata;
  const finalizers = all.filter((each) => each !== trackingFinalizer);
  api.update<Pod>(podKind, { ...pod, metadata: { ...rest, ...(finalizers.length > 0 && { finalizers }) } });
}

/** Writes down which Pods have ended; returns those that may go. */
function noteEnds(run: JobRun): { countable: readonly Stored<Pod>[]; more: boolean } {
  const { job, status, indexes } = run;
  const completions = job.spec?.completions ?? 0;
  const before = status.uncountedTerminatedPods ?? {};
  const uncounted = { succeeded: [...(before.succeeded ?? [])], failed: [...(before.failed ?? [])] };
  settleUncounted(status, new Set(run.pods.filter(isTracked).map(uidOf)));
  const [succeeded, failed] = [
    new Set(uncounted.succeeded.filter((uid) => status.uncountedTerminatedPods?.succeeded?.includes(uid))),
    new Set(uncounted.failed.filter((uid) => status.uncountedTerminatedPods?.failed?.includes(uid))),
  ];
  const newIndexes = new Set<number>();
  const countable: Stored<Pod>[] = [];
  const kept = new Set([...(indexes?.replaceable.values() ?? [])].map(uidOf));
  const failsAll = run.end !== undefined && run.end.type !== 'SuccessCriteriaMet';
  let more = false;
  for (const pod of inOrder(run)) {
    const uid = uidOf(pod);
    const isSucceeded = pod.status?.phase === 'Succeeded';
    const fails = failsAll || isPodFailed(pod, job);
    if (!isSucceeded && !fails && !job.metadata.deletionTimestamp) continue;
    if (!run.end && !job.metadata.deletionTimestamp && kept.has(uid)) continue;
    countable.push(pod);
    const index = indexOf(pod, completions);
    if (isSucceeded && !failed.has(uid)) {
      if (!isIndexed(job)) succeeded.add(uid);
      else if (index !== undefined && !indexes?.counted.has(index)) newIndexes.add(index);
    } else if (fails && (!isIndexed(job) || index !== undefined) && judgeFailure(job, pod).counts) failed.add(uid);
    if (newIndexes.size + succeeded.size + failed.size >= maxUncountedPods) {
      more = true;
      break;
    }
  }
  status.uncountedTerminatedPods = {
    ...(succeeded.size > 0 && { succeeded: [...succeeded] }),
    ...(failed.size > 0 && { failed: [...failed] }),
  };
  if (indexes) setIndexes(status, new Set([...indexes.counted, ...newIndexes]), indexes.failed);
  return { countable, more };
}

function inOrder({ job, pods }: JobRun): readonly Stored<Pod>[] {
  const tracked = pods.filter(isTracked);
  if (!isIndexed(job)) return tracked;
  const place = (pod: Pod) => indexOf(pod, job.spec?.completions ?? 0) ?? -1;
  return tracked.sort((a, b) => place(a) - place(b));
}

function setIndexes(status: JobStatus, succeeded: ReadonlySet<number>, failed: ReadonlySet<number> | undefined): void {
  if (succeeded.size > 0) {
    status.succeeded = succeeded.size;
    status.completedIndexes = formatIndexes(succeeded);
  }
  if (failed) status.failedIndexes = formatIndexes(failed);
}

/** The named Pods that are not tracked any more become numbers (`cleanUncountedPodsWithoutFinalizers`). */
function settleUncounted(status: JobStatus, tracked: ReadonlySet<string>): void {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const left = {
    succeeded: succeeded.filter((uid) => tracked.has(uid)),
    failed: failed.filter((uid) => tracked.has(uid)),
  };
  const [newSucceeded, newFailed] = [succeeded.length - left.succeeded.length, failed.length - left.failed.length];
  if (newSucceeded > 0) status.succeeded = (status.succeeded ?? 0) + newSucceeded;
  if (newFailed > 0) status.failed = (status.failed ?? 0) + newFailed;
  status.uncountedTerminatedPods = {
    ...(left.succeeded.length > 0 && { succeeded: left.succeeded }),
    ...(left.failed.length > 0 && { failed: left.failed }),
  };
}

/** The last word is said when all Pods are counted and have ended. */
function sayLastWord({ status, end, terminatingCount }: JobRun, now: string): boolean {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (!end || succeeded.length + failed.length > 0 || terminatingCount > 0) return false;
  status.conditions = [...withCondition(status.conditions ?? [], end)];
  if (end.type === 'Complete') status.completionTime = now;
  return true;
}

function write(api: ComponentApi, { job, status }: JobRun): void {
  const { namespace = '', name, uid } = job.metadata;
  const stored = api.get<typeof job>(jobKind, namespace, name);
  if (!stored || stored.metadata.uid !== uid || sameValue(stored.status, status)) return;
  api.update(jobKind, { ...stored, status: { ...status } } as typeof job, 'status');
}

function uidOf({ metadata }: Stored<Pod>): string {
  return metadata.uid;
}
