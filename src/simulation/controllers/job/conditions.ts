import type { Job, JobCondition } from '../../../api/generated/objects.ts';
import { formatTime } from '../../../api/time.ts';

/** The last word about a Job: `Complete` or `Failed`; undefined while there is none. */
export function lastWord(job: Job): JobCondition | undefined {
  return ['Complete', 'Failed'].map((type) => trueCondition(job, type)).find((condition) => condition !== undefined);
}

export function isFinished(job: Job): boolean {
  return lastWord(job) !== undefined;
}

/** The condition of this type, where it is true. */
export function trueCondition({ status }: Job, type: string): JobCondition | undefined {
  return (status?.conditions ?? []).find((condition) => condition.type === type && condition.status === 'True');
}

export function newCondition(
  type: string,
  status: 'True' | 'False',
  { reason = '', message = '' }: Pick<JobCondition, 'reason' | 'message'>,
  nowMs: number,
): JobCondition {
  const now = formatTime(nowMs);
  return { type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
}

/** The conditions with this one; the same list where it says nothing new. What is false need not be said first. */
export function withCondition(conditions: readonly JobCondition[], condition: JobCondition): readonly JobCondition[] {
  const known = conditions.find(({ type }) => type === condition.type);
  if (!known) return condition.status === 'False' ? conditions : [...conditions, condition];
  const { status, reason, message } = condition;
  if (known.status === status && known.reason === reason && known.message === message) return conditions;
  return conditions.map((each) => (each === known ? condition : each));
}
