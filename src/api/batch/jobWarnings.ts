import { templateWarnings } from '../core/podWarnings.ts';
import { type FieldPath, formatPath } from '../field.ts';
import type { JobSpec } from '../generated/objects.ts';

const manyCompletions = 100_000;
const muchParallelism = 10_000;

/** What the server says of a Job's spec that is right and yet suspicious (`k8s.io/kubernetes/pkg/api/job/warnings.go`). */
export function jobSpecWarnings(spec: Partial<JobSpec> = {}, path: FieldPath): string[] {
  const { completionMode, completions = 0, parallelism = 0, template } = spec;
  const tooMany = completionMode === 'Indexed' && completions > manyCompletions && parallelism > muchParallelism;
  const why =
    'In indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [...(tooMany ? [`${formatPath(path)}: ${why}`] : []), ...templateWarnings(template, [...path, 'template'])];
}
