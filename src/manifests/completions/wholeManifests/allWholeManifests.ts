import { configMap, ingress, namespace, networkPolicy, persistentVolumeClaim, secret } from './otherManifests.ts';
import { cronJob, job, pod, podWithSidecar } from './podManifests.ts';
import type { WholeManifest } from './wholeManifest.ts';
import {
  deployment,
  deploymentWithService,
  horizontalPodAutoscaler,
  podDisruptionBudget,
  service,
  statefulSet,
} from './workloadManifests.ts';

/** Every manifest that an empty document offers, those that come first in learning first. */
export const allWholeManifests: readonly WholeManifest[] = [
  pod,
  podWithSidecar,
  deployment,
  service,
  deploymentWithService,
  configMap,
  secret,
  job,
  cronJob,
  statefulSet,
  horizontalPodAutoscaler,
  ingress,
  persistentVolumeClaim,
  networkPolicy,
  namespace,
  podDisruptionBudget,
];
