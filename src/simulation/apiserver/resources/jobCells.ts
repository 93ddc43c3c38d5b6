import type { Job } from '../../../api/generated/objects.ts';
import { formatDuration, parseTime } from '../../../api/time.ts';
import { ageText } from '../tableLayout.ts';
import { templateCells } from './containerCells.ts';

/** A Job's row, in the order of its columns. */
export function jobCells(job: Job, nowMs: number): string[] {
  const { metadata, spec } = job;
  return [
    metadata?.name ?? '',
    statusText(job),
    completionsText(job),
    durationText(job, nowMs),
    ageText(metadata?.creationTimestamp, nowMs),
    ...templateCells(spec?.template.spec?.containers, spec?.selector),
  ];
}

function statusText({ metadata, status }: Job): string {
  const is = (wanted: string) => status?.conditions?.find(({ type }) => type === wanted)?.status === 'True';
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp) return 'Terminating';
  if (is('Suspended')) return 'Suspended';
  if (is('FailureTarget')) return 'FailureTarget';
  if (is('SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

function completionsText({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

/** Empty until the Job has begun. */
function durationText({ status }: Job, nowMs: number): string {
  const begunMs = status?.startTime === undefined ? undefined : parseTime(status.startTime);
  if (begunMs === undefined) return '';
  const endMs = status?.completionTime === undefined ? undefined : parseTime(status.completionTime);
  return formatDuration((endMs ?? nowMs) - begunMs);
}
