import type { Job, JobCondition, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { parseTime } from '../../../api/time.ts';
import { newCondition, trueCondition } from './conditions.ts';
import { parseIndexes } from './indexes.ts';
import { isSuspended } from './jobKinds.ts';
import type { JobRun } from './jobRun.ts';
import { isPodFailed, judgeFailure } from './podFailure.ts';

/** The condition before the last word while Pods are still to be counted, and the last word that follows it. */
const lastWords: Readonly<Record<string, string>> = { SuccessCriteriaMet: 'Complete', FailureTarget: 'Failed' };

/** How a Job ends, where its Pods or the time say that it does: first an interim condition. */
export function endingOf(run: JobRun): JobCondition | undefined {
  return decidedBefore(run.job) ?? failureOf(run) ?? successByPolicy(run);
}

/** `FailureTarget` becomes `Failed`, `SuccessCriteriaMet` becomes `Complete`, with the same words. */
export function lastWordAfter(interim: JobCondition, nowMs: number): JobCondition {
  return newCondition(lastWords[interim.type] ?? interim.type, 'True', interim, nowMs);
}

/** All wanted Pods have succeeded. */
export function allSucceeded(nowMs: number): JobCondition {
  const reason = 'CompletionsReached';
  return newCondition(
    'SuccessCriteriaMet',
    'True',
    { reason, message: 'Reached expected number of succeeded pods' },
    nowMs,
  );
}

/** When the Job will have been active for too long; undefined where nobody asks. Milliseconds since 1970. */
export function deadlineMs({ spec, status }: Job): number | undefined {
  const startMs = status?.startTime === undefined ? undefined : parseTime(status.startTime);
  if (spec?.activeDeadlineSeconds === undefined || startMs === undefined) return undefined;
  return startMs + spec.activeDeadlineSeconds * 1000;
}

function decidedBefore(job: Job): JobCondition | undefined {
  return trueCondition(job, 'SuccessCriteriaMet') ?? trueCondition(job, 'FailureTarget');
}

function failureOf(run: JobRun): JobCondition | undefined {
  const { job, pods, nowMs, indexes } = run;
  const failed = (reason: string, message: string) => newCondition('FailureTarget', 'True', { reason, message }, nowMs);
  const message = messageOfPolicy(job, pods);
  if (message !== undefined) return failed('PodFailurePolicy', message);
  if (run.failed > (job.spec?.backoffLimit ?? 6) || hasRestartedTooOften(job, pods)) {
    return failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const endMs = deadlineMs({ ...job, status: run.status });
  if (endMs !== undefined && !isSuspended(job) && nowMs >= endMs) {
    return failed('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  if (!indexes?.failed) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec ?? {};
  const count = indexes.failed.size;
  if (maxFailedIndexes !== undefined && count > maxFailedIndexes) {
    return failed('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  }
  const allEnded = count > 0 && count + indexes.succeeded.size >= completions;
  return allEnded ? failed('FailedIndexes', 'Job has failed indexes') : undefined;
}

function messageOfPolicy(job: Job, pods: readonly Stored<Pod>[]): string | undefined {
  if (!job.spec?.podFailurePolicy) return undefined;
  for (const pod of pods) {
    const message = isPodFailed(pod, job) ? judgeFailure(job, pod).jobMessage : undefined;
    if (message !== undefined) return message;
  }
  return undefined;
}

/** Where the kubelet restarts the containers, the restarts count as failures (`pastBackoffLimitOnFailure`). */
function hasRestartedTooOften({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec?.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status?.phase !== 'Running' && status?.phase !== 'Pending') continue;
    for (const each of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]) {
      restarts += each.restartCount;
    }
  }
  const limit = spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy */
function successByPolicy({ job, indexes, nowMs }: JobRun): JobCondition | undefined {
  const { successPolicy, completions = 0 } = job.spec ?? {};
  if (!indexes || !successPolicy) return undefined;
  const met = successPolicy.rules.findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && indexes.succeeded.size >= succeededCount;
    const wanted = parseIndexes(succeededIndexes, completions);
    const have = [...wanted].filter((index) => indexes.succeeded.has(index)).length;
    return have >= (succeededCount ?? wanted.size);
  });
  if (met < 0) return undefined;
  const message = `Matched rules at index ${met}`;
  return newCondition('SuccessCriteriaMet', 'True', { reason: 'SuccessPolicy', message }, nowMs);
}
