import type { Job, PodTemplateSpec } from '../generated/objects.ts';

/** The label that tells the Pods of one Job from all others. */
const controllerUidLabel = 'batch.kubernetes.io/controller-uid';

/** The labels that the Pods of a Job get: its name and its uid, under their new and their old names. */
export function jobLabels(name: string, uid: string): Record<string, string> {
  return {
    [controllerUidLabel]: uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
}

/**
 * A new Job with the selector and the labels that the API server generates from its name and uid, unless the Job says
 * that it selects by hand. Labels and a selector that are there stay: validation refuses them if they do not fit.
 */
export function withJobSelector(job: Job): Job {
  const { spec } = job;
  if (!spec || spec.manualSelector) return job;
  const { name = '', uid = '' } = job.metadata ?? {};
  const labels = { ...jobLabels(name, uid), ...spec.template?.metadata?.labels };
  const template: PodTemplateSpec = { ...spec.template, metadata: { ...spec.template?.metadata, labels } };
  const selector = {
    ...spec.selector,
    matchLabels: { [controllerUidLabel]: uid, ...spec.selector?.matchLabels },
  };
  const own = job.metadata?.labels ?? {};
  const metadata = { ...job.metadata, labels: Object.keys(own).length > 0 ? own : labels };
  return { ...job, metadata, spec: { ...spec, template, selector } };
}
