import type { Container, EnvVar, Job, Pod, PodTemplateSpec, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { jobKind } from '../../apiserver/knownKinds.ts';
import { isReady } from '../pods/availability.ts';
import { rankForDeletion } from '../pods/deletionRanking.ts';
import { isNamespaceEnding, type PodControl } from '../pods/podControl.ts';
import { slowStart } from '../slowStart.ts';
import { remainingBackoffMs } from './backoff.ts';
import { indexKey, indexOf } from './indexes.ts';
import { countsFailuresPerIndex, isIndexed, isSuspended, replacesOnlyFailed, trackingFinalizer } from './jobKinds.ts';
import { isTerminating, type JobRun } from './jobRun.ts';
import { failureCounts, remainingIndexBackoffMs } from './perIndex.ts';

/** The most Pods that are created or deleted in one go (`MaxPodCreateDeletePerSync`). */
const maxPodsAtOnce = 500;

/** What is left to do about the Pods. */
export interface Managed {
  /** The Job must be looked at again after so long: its back-off is not over. */
  readonly waitMs?: number;
  /** The server's last refusal. */
  readonly refusal?: Status;
}

/** Brings the number of active Pods to what is wanted (`manageJob`). */
export function managePods(run: JobRun, control: PodControl): Managed {
  const { job } = run;
  const active = run.active.length;
  if (isSuspended(job)) {
    deletePods(run, removable(run, active), control);
    return {};
  }
  const wanted = wantedActive(run);
  const tooMany = removable(run, Math.max(0, active - wanted)).slice(0, maxPodsAtOnce);
  if (tooMany.length > 0) {
    deletePods(run, tooMany, control);
    return {};
  }
  const missing = wanted - active - (replacesOnlyFailed(job) ? run.terminatingCount : 0);
  return missing > 0 ? createPods(run, missing, control) : {};
}

/** Deletes Pods and counts them as on their way out. */
export function deletePods(run: JobRun, pods: readonly Stored<Pod>[], control: PodControl): void {
  for (const pod of pods) {
    control.delete(run.job, pod);
    run.activeCount -= 1;
    run.terminatingCount += 1;
    if (isReady(pod)) run.readyCount -= 1;
  }
}

function wantedActive({ job, active, succeeded }: JobRun): number {
  const { completions, parallelism = 1 } = job.spec ?? {};
  // Without a number of completions the first success says that the others may finish.
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

/** Of an Indexed Job first those whose index is not wanted or has another Pod, then the others. */
function removable({ job, active, nowMs }: JobRun, atLeast: number): readonly Stored<Pod>[] {
  const taken = new Set<number>();
  const [surplus, others]: [Stored<Pod>[], Stored<Pod>[]] = [[], []];
  for (const pod of active) {
    const index = isIndexed(job) ? indexOf(pod, job.spec?.completions ?? 0) : undefined;
    const isSurplus = isIndexed(job) && (index === undefined || taken.has(index));
    (isSurplus ? surplus : others).push(pod);
    if (index !== undefined) taken.add(index);
  }
  if (surplus.length >= atLeast) return surplus;
  return [...surplus, ...rankForDeletion(others, [], nowMs).slice(0, atLeast - surplus.length)];
}

function createPods(run: JobRun, missing: number, control: PodControl): Managed {
  const { job, nowMs } = run;
  const waitMs = countsFailuresPerIndex(job) ? 0 : remainingBackoffMs(run.failures, nowMs);
  if (waitMs > 0) {
    // As a real controller has it: while it waits it reports no active Pods.
    run.activeCount = 0;
    return { waitMs };
  }
  const count = Math.min(missing, maxPodsAtOnce);
  if (!isIndexed(job)) return create(run, Array(count).fill(undefined), control);
  const pending = pendingIndexes(run, count);
  const due = pending.filter((index) => indexWaitMs(run, index) === 0);
  if (due.length > 0 || pending.length === 0) return create(run, due, control);
  run.activeCount = 0;
  return { waitMs: Math.min(...pending.map((index) => indexWaitMs(run, index))) };
}

function indexWaitMs({ indexes, nowMs }: JobRun, index: number): number {
  return remainingIndexBackoffMs(indexes?.replaceable.get(index), nowMs);
}

/** The first indexes that have neither ended nor a Pod. */
function pendingIndexes({ job, active, pods, indexes }: JobRun, count: number): number[] {
  const completions = job.spec?.completions ?? 0;
  const busyPods = replacesOnlyFailed(job) ? [...active, ...pods.filter(isTerminating)] : active;
  const busy = new Set(busyPods.map((pod) => indexOf(pod, completions)));
  const pending: number[] = [];
  for (let index = 0; index < completions && pending.length < count; index++) {
    if (!busy.has(index) && !indexes?.succeeded.has(index) && !indexes?.failed?.has(index)) pending.push(index);
  }
  return pending;
}

function create(run: JobRun, indexes: readonly (number | undefined)[], control: PodControl): Managed {
  const { job } = run;
  let refused: Status | undefined;
  let next = 0;
  slowStart(indexes.length, () => {
    const index = indexes[next];
    next += 1;
    const template = templateOf(run, index);
    const prefix = index === undefined ? undefined : indexedPrefix(job, index);
    const { refusal } = control.create(jobKind, job, template, prefix);
    if (!refusal) run.activeCount += 1;
    if (!refusal || isNamespaceEnding(refusal)) return true;
    refused = refusal;
    return false;
  });
  return refused ? { refusal: refused } : {};
}

/** The longest prefix that a random end of five signs may follow. */
const maxPrefixLength = 58;

/** `render-3-` of the Job `render`; a long name is cut so that the index stays. */
function indexedPrefix({ metadata }: Stored<Job>, index: number): string {
  const end = `-${index}-`;
  return metadata.name.slice(0, maxPrefixLength - end.length) + end;
}

function templateOf({ job, indexes }: JobRun, index: number | undefined): PodTemplateSpec {
  const template = job.spec?.template ?? {};
  const { metadata, spec } = template;
  const finalizers = [...new Set([...(metadata?.finalizers ?? []), trackingFinalizer])];
  if (index === undefined) return { ...template, metadata: { ...metadata, finalizers } };
  const counts = countsFailuresPerIndex(job) ? failureCounts(job, indexes?.replaceable.get(index)) : {};
  return {
    metadata: {
      ...metadata,
      finalizers,
      annotations: { ...metadata?.annotations, [indexKey]: String(index), ...counts },
      labels: { ...metadata?.labels, [indexKey]: String(index) },
    },
    ...(spec && {
      spec: {
        ...spec,
        hostname: `${job.metadata.name}-${index}`,
        containers: (spec.containers ?? []).map(withIndex),
        ...(spec.initContainers && { initContainers: spec.initContainers.map(withIndex) }),
      },
    }),
  };
}

const indexVariable = 'JOB_COMPLETION_INDEX';

function withIndex(container: Container): Container {
  const env = container.env ?? [];
  if (env.some(({ name }) => name === indexVariable)) return container;
  const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.labels['${indexKey}']` };
  const variable: EnvVar = { name: indexVariable, valueFrom: { fieldRef } };
  return { ...container, env: [...env, variable] };
}
