import type { Job } from '../../../api/generated/objects.ts';

/** Keeps a Pod until its end has been counted in the status of its Job. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

/** Whether each Pod has an index of its own. */
export function isIndexed({ spec }: Job): boolean {
  return spec?.completionMode === 'Indexed';
}

export function isSuspended({ spec }: Job): boolean {
  return spec?.suspend === true;
}

/** Whether each index has failures of its own, rather than the Job as a whole. */
export function countsFailuresPerIndex({ spec }: Job): boolean {
  return spec?.completionMode === 'Indexed' && spec.backoffLimitPerIndex !== undefined;
}

/** Whether a Pod is replaced only when it has fully ended; otherwise as soon as it begins to. */
export function replacesOnlyFailed({ spec }: Job): boolean {
  return spec?.podReplacementPolicy === 'Failed' || spec?.podFailurePolicy !== undefined;
}

/** Whether another controller looks after the Job (`spec.managedBy`). */
export function isManagedElsewhere({ spec }: Job): boolean {
  return spec?.managedBy !== undefined && spec.managedBy !== 'kubernetes.io/job-controller';
}
