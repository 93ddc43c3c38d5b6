import type { Job, JobCondition, JobStatus, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isActive, isReady } from '../pods/availability.ts';
import { type FailureRecord, recordEnds } from './backoff.ts';
import { indexOf, parseIndexes } from './indexes.ts';
import { countsFailuresPerIndex, isIndexed, trackingFinalizer } from './jobKinds.ts';
import { failedIndexes, replaceablePods } from './perIndex.ts';
import { isPodFailed, judgeFailure } from './podFailure.ts';

/** One look at a Job and its Pods (`syncJobCtx` of kube-controller-manager). */
export interface JobRun {
  readonly job: Stored<Job>;
  /** All that are there. */
  readonly pods: readonly Stored<Pod>[];
  readonly active: readonly Stored<Pod>[];
  readonly nowMs: number;
  /** The status as it will be written. */
  readonly status: JobStatus;
  readonly failures: FailureRecord;
  /** How many have succeeded or failed, those among them that the status does not count yet. */
  readonly succeeded: number;
  readonly failed: number;
  /** Of an Indexed Job. */
  readonly indexes?: Indexes;
  /** How the Job ends, if this look says so. */
  end?: JobCondition;
  activeCount: number;
  readyCount: number;
  terminatingCount: number;
}

/** The state of the indexes of an Indexed Job. */
export interface Indexes {
  /** As the status says. */
  readonly counted: ReadonlySet<number>;
  readonly succeeded: ReadonlySet<number>;
  /** Where each index has failures of its own. */
  readonly failed?: ReadonlySet<number>;
  /** The failed Pods that wait for their successors, which take on the number of their failures. */
  readonly replaceable: ReadonlyMap<number, Stored<Pod>>;
}

/** Whether the end of a Pod has still to be counted. */
export function isTracked({ metadata }: Pod): boolean {
  return metadata?.finalizers?.includes(trackingFinalizer) === true;
}

export function lookAt(job: Stored<Job>, pods: readonly Stored<Pod>[], known: FailureRecord, nowMs: number): JobRun {
  const completions = job.spec?.completions ?? 0;
  const uncounted = job.status?.uncountedTerminatedPods ?? {};
  const fresh = (uids: readonly string[] | undefined) => (pod: Stored<Pod>) =>
    isTracked(pod) && !uids?.includes(pod.metadata.uid) && (!isIndexed(job) || indexOf(pod, completions) !== undefined);
  const newSucceeded = pods.filter((pod) => pod.status?.phase === 'Succeeded').filter(fresh(uncounted.succeeded));
  const newFailed = pods.filter((pod) => isPodFailed(pod, job)).filter(fresh(uncounted.failed));
  const counting = job.spec?.podFailurePolicy ? newFailed.filter((pod) => judgeFailure(job, pod).counts) : newFailed;
  const active = pods.filter(isActive);
  const indexes = isIndexed(job) ? indexesOf(job, pods, active, completions) : undefined;
  const counted = (job.status?.succeeded ?? 0) + newSucceeded.length + (uncounted.succeeded?.length ?? 0);
  return {
    job,
    pods,
    active,
    nowMs,
    status: { ...job.status, uncountedTerminatedPods: { ...uncounted } },
    failures: recordEnds(known, newSucceeded, newFailed),
    succeeded: indexes ? indexes.succeeded.size : counted,
    failed: (job.status?.failed ?? 0) + counting.length + (uncounted.failed?.length ?? 0),
    ...(indexes && { indexes }),
    activeCount: active.length,
    readyCount: active.filter(isReady).length,
    terminatingCount: pods.filter(isTerminating).length,
  };
}

function indexesOf(
  job: Stored<Job>,
  pods: readonly Stored<Pod>[],
  active: readonly Stored<Pod>[],
  completions: number,
): Indexes {
  const counted = parseIndexes(job.status?.completedIndexes, completions);
  const succeeded = new Set(counted);
  for (const pod of pods) {
    const index = indexOf(pod, completions);
    if (index !== undefined && isTracked(pod) && pod.status?.phase === 'Succeeded') succeeded.add(index);
  }
  if (!countsFailuresPerIndex(job)) return { counted, succeeded, replaceable: new Map() };
  const failed = failedIndexes(job, pods, completions);
  const busy = new Set(active.map((pod) => indexOf(pod, completions)));
  const isOpen = (index: number) => !succeeded.has(index) && !failed.has(index) && !busy.has(index);
  return { counted, succeeded, failed, replaceable: replaceablePods(job, pods, completions, isOpen) };
}

/** On its way out, and not yet ended. */
export function isTerminating({ metadata, status }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}
