import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidUnprinted, invalidValue, required } from '../fieldErrors.ts';
import type { Job, JobStatus } from '../generated/objects.ts';
import { sameValue } from '../sameValue.ts';
import { readIndexes, sharedIndex } from './completionIndexes.ts';

const at: FieldPath = ['status'];
const conditionsPath = [...at, 'conditions'];

/**
 * What is wrong with the next status of a Job (`ValidateJobUpdateStatus`): what others may build upon, as any controller
 * may manage a Job. A rule speaks only where what it is about has changed.
 */
export function validateJobStatus(job: Job, old: Job): FieldError[] {
  const [next, before] = [stateOf(job), stateOf(old)];
  return [
    ...validateCounts(next.status),
    ...validateTimesAndEnds(next, before),
    ...validateFinished(job, next, before),
    ...validateIndexes(job, next, before),
    ...validateSuccess(job, next),
    ...validateSteps(job, next, before),
  ];
}

interface State {
  readonly status: JobStatus;
  readonly complete: boolean;
  readonly failed: boolean;
  readonly failureTarget: boolean;
  readonly succeeded: boolean;
  readonly finished: boolean;
}

function stateOf({ status = {} }: Job): State {
  const holds = (type: string): boolean =>
    (status.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
  const [complete, failed] = [holds('Complete'), holds('Failed')];
  return {
    status,
    complete,
    failed,
    failureTarget: holds('FailureTarget'),
    succeeded: holds('SuccessCriteriaMet'),
    finished: complete || failed,
  };
}

function validateCounts(status: JobStatus): FieldError[] {
  const counts = ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const;
  const errors = counts.flatMap((field) => validateNotNegative(status[field], [...at, field]));
  const seen = new Set<string>();
  for (const field of ['succeeded', 'failed'] as const)
    for (const [i, uid] of (status.uncountedTerminatedPods?.[field] ?? []).entries()) {
      const path = [...at, 'uncountedTerminatedPods', field, i];
      if (uid === '') errors.push(invalidValue(path, uid, 'must not be empty'));
      else if (seen.has(uid)) errors.push(duplicate(path, uid));
      seen.add(uid);
    }
  return errors;
}

function validateTimesAndEnds(next: State, before: State): FieldError[] {
  const { status, complete, failed, failureTarget } = next;
  const errors: FieldError[] = [];
  const wrong = (text: string): number => errors.push(invalidUnprinted(conditionsPath, text));
  const completeChanged = complete !== before.complete;
  if (complete && failed && (completeChanged || failed !== before.failed))
    wrong('cannot set Complete=True and Failed=true conditions');
  if (complete && failureTarget && (completeChanged || failureTarget !== before.failureTarget))
    wrong('cannot set Complete=True and FailureTarget=true conditions');
  const { startTime, completionTime } = status;
  const path = [...at, 'completionTime'];
  const endChanged = completionTime !== before.status.completionTime;
  if (completeChanged || endChanged) {
    if (completionTime !== undefined && !complete)
      errors.push(
        invalidValue(path, completionTime, 'cannot set completionTime when there is no Complete=True condition'),
      );
    if (completionTime === undefined && complete)
      errors.push(required(path, 'completionTime is required for Complete jobs'));
  }
  // Times of one form: their texts stand in their order.
  const isEarly = startTime !== undefined && completionTime !== undefined && completionTime < startTime;
  if (isEarly && (endChanged || startTime !== before.status.startTime))
    errors.push(invalidValue(path, completionTime, 'completionTime cannot be set before startTime'));
  if (failed && !failureTarget && !before.failed)
    wrong('cannot set Failed=True condition without the FailureTarget=true condition');
  if (complete && !next.succeeded && completeChanged)
    wrong('cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  return errors;
}

function validateFinished({ spec }: Job, next: State, before: State): FieldError[] {
  const { status, finished } = next;
  if (!finished) return [];
  const changed = !before.finished;
  const errors: FieldError[] = [];
  const { active = 0, uncountedTerminatedPods: uncounted } = status;
  if (active > 0 && (changed || active !== before.status.active))
    errors.push(invalidValue([...at, 'active'], active, 'active>0 is invalid for finished job'));
  const neverRan = spec?.suspend === true && spec.completions === 0;
  if (status.startTime === undefined && !neverRan && (changed || before.status.startTime !== undefined))
    errors.push(required([...at, 'startTime'], 'startTime is required for finished job'));
  const left = [...(uncounted?.failed ?? []), ...(uncounted?.succeeded ?? [])];
  if (left.length > 0 && (changed || !sameValue(uncounted, before.status.uncountedTerminatedPods))) {
    const printed = { Succeeded: uncounted?.succeeded ?? null, Failed: uncounted?.failed ?? null };
    const why = 'uncountedTerminatedPods needs to be empty for finished job';
    errors.push(invalidValue([...at, 'uncountedTerminatedPods'], printed, why));
  }
  return errors;
}

function validateIndexes({ spec }: Job, { status, finished }: State, before: State): FieldError[] {
  const errors: FieldError[] = [];
  const { completions, backoffLimitPerIndex, completionMode } = spec ?? {};
  const { completedIndexes = '', failedIndexes, terminating = 0, ready, active = 0 } = status;
  const completedChanged = completedIndexes !== (before.status.completedIndexes ?? '');
  const failedChanged = failedIndexes !== before.status.failedIndexes;
  const [completedPath, failedPath] = [
    [...at, 'completedIndexes'],
    [...at, 'failedIndexes'],
  ];
  const parse = (path: FieldPath, field: string, text: string): void => {
    const read = readIndexes(text, completions ?? 0);
    if (typeof read === 'string') errors.push(invalidValue(path, text, `error parsing ${field}: ${read}`));
  };
  if (completedChanged && completions !== undefined) parse(completedPath, 'completedIndexes', completedIndexes);
  if (failedChanged && completions !== undefined && backoffLimitPerIndex !== undefined && failedIndexes !== undefined)
    parse(failedPath, 'failedIndexes', failedIndexes);
  if (completedChanged && completedIndexes !== '' && completionMode !== 'Indexed') {
    const why = 'cannot set non-empty completedIndexes when non-indexed completion mode';
    errors.push(invalidValue(completedPath, completedIndexes, why));
  }
  if (failedChanged && backoffLimitPerIndex === undefined && failedIndexes !== undefined) {
    const why = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
    errors.push(invalidValue(failedPath, failedIndexes, why));
  }
  if ((completedChanged || failedChanged) && completions !== undefined && failedIndexes !== undefined) {
    const shared = sharedIndex(completedIndexes, failedIndexes, completions);
    const why = `failedIndexes and completedIndexes overlap at index: ${shared}`;
    if (shared !== undefined) errors.push(invalidValue(failedPath, failedIndexes, why));
  }
  if (finished && terminating > 0 && (!before.finished || terminating !== before.status.terminating))
    errors.push(invalidValue([...at, 'terminating'], terminating, 'terminating>0 is invalid for finished job'));
  const countsChanged = ready !== before.status.ready || active !== (before.status.active ?? 0);
  if (ready !== undefined && ready > active && countsChanged)
    errors.push(invalidValue([...at, 'ready'], ready, 'cannot set more ready pods than active'));
  return errors;
}

function validateSuccess({ spec }: Job, { succeeded, failed, failureTarget, complete }: State): FieldError[] {
  const texts: string[] = [];
  if (succeeded && failed) texts.push('cannot set SuccessCriteriaMet=True and Failed=true conditions');
  if (succeeded && failureTarget) texts.push('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions');
  if (spec?.successPolicy && !succeeded && complete)
    texts.push('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True');
  return texts.map((text) => invalidUnprinted(conditionsPath, text));
}

/** What may not be taken back. */
function validateSteps({ spec }: Job, next: State, before: State): FieldError[] {
  const errors: FieldError[] = [];
  const ends = [
    ['Failed', before.failed && !next.failed],
    ['Complete', before.complete && !next.complete],
    ['FailureTarget', before.failureTarget && !next.failureTarget],
  ] as const;
  for (const [type, isGone] of ends)
    if (isGone) errors.push(invalidUnprinted(conditionsPath, `cannot disable the terminal ${type}=True condition`));
  const maySucceedLess = spec?.completionMode === 'Indexed' && spec.completions === spec.parallelism;
  for (const field of ['failed', 'succeeded'] as const) {
    const [now = 0, then = 0] = [next.status[field], before.status[field]];
    if (now < then && !(field === 'succeeded' && maySucceedLess))
      errors.push(invalidValue([...at, field], now, `cannot decrease the ${field} counter`));
  }
  const { completionTime, startTime } = next.status;
  const old = before.status;
  if (completionTime !== undefined && old.completionTime !== undefined && completionTime !== old.completionTime)
    errors.push(invalidValue([...at, 'completionTime'], completionTime, 'completionTime cannot be mutated'));
  if (old.startTime !== undefined && startTime !== old.startTime && !spec?.suspend)
    errors.push(required([...at, 'startTime'], 'startTime cannot be removed for unsuspended job'));
  if (before.succeeded && !next.succeeded)
    errors.push(invalidUnprinted(conditionsPath, 'cannot disable the SuccessCriteriaMet=True condition'));
  if (before.complete && !before.succeeded && next.succeeded)
    errors.push(
      invalidUnprinted(
        conditionsPath,
        'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions',
      ),
    );
  return errors;
}
