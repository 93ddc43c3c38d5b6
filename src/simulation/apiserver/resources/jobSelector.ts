import type { Job } from '../../../api/generated/objects.ts';

/**
 * Gives a new Job the labels and the selector by which it knows its Pods, unless the manifest brings its own selector
 * and says so. What the manifest has written stays, for validation to judge. The Job wears its template's labels where it
 * has none. https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-labels
 */
export function withJobSelector(job: Job): Job {
  const { metadata, spec } = job;
  if (!spec || !metadata) return job;
  const { name = '', uid = '' } = metadata;
  const written = spec.template?.metadata?.labels ?? {};
  const tracking = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  const labels = spec.manualSelector ? written : { ...tracking, ...written };
  const ownLabels = metadata.labels ?? {};
  const worn = sameMap(ownLabels, written) ? labels : ownLabels;
  const labelled = { ...job, metadata: { ...metadata, ...(Object.keys(worn).length > 0 && { labels: worn }) } };
  if (spec.manualSelector) return labelled;
  const matchLabels = { 'batch.kubernetes.io/controller-uid': uid, ...spec.selector?.matchLabels };
  const template = { ...spec.template, metadata: { ...spec.template?.metadata, labels } };
  return { ...labelled, spec: { ...spec, selector: { ...spec.selector, matchLabels }, template } };
}

/** A Job without labels has those of its template by default, and keeps being the same as it. */
function sameMap(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
