import { findKind, type KindInfo } from '../../api/kinds.ts';
import type { Resource } from './resource.ts';
import { apiService } from './resources/apiService.ts';
import { configMap } from './resources/configMap.ts';
import { controllerRevision } from './resources/controllerRevision.ts';
import { cronJob } from './resources/cronJob.ts';
import { daemonSet } from './resources/daemonSet.ts';
import { deployment } from './resources/deployment.ts';
import { endpointSlice } from './resources/endpointSlice.ts';
import { endpoints } from './resources/endpoints.ts';
import { event } from './resources/event.ts';
import { horizontalPodAutoscaler } from './resources/horizontalPodAutoscaler.ts';
import { ingress } from './resources/ingress.ts';
import { job } from './resources/job.ts';
import { lease } from './resources/lease.ts';
import { limitRange } from './resources/limitRange.ts';
import { namespace } from './resources/namespace.ts';
import { networkPolicy } from './resources/networkPolicy.ts';
import { node } from './resources/node.ts';
import { persistentVolume } from './resources/persistentVolume.ts';
import { persistentVolumeClaim } from './resources/persistentVolumeClaim.ts';
import { pod } from './resources/pod.ts';
import { podDisruptionBudget } from './resources/podDisruptionBudget.ts';
import { priorityClass } from './resources/priorityClass.ts';
import { replicaSet } from './resources/replicaSet.ts';
import { replicationController } from './resources/replicationController.ts';
import { resourceQuota } from './resources/resourceQuota.ts';
import { clusterRole, role } from './resources/role.ts';
import { clusterRoleBinding, roleBinding } from './resources/roleBinding.ts';
import { secret } from './resources/secret.ts';
import { service } from './resources/service.ts';
import { serviceAccount } from './resources/serviceAccount.ts';
import { statefulSet } from './resources/statefulSet.ts';
import { storageClass } from './resources/storageClass.ts';

/** Every kind that the server treats in a way of its own: one line each. */
const resources = [
  apiService,
  clusterRole,
  clusterRoleBinding,
  configMap,
  controllerRevision,
  cronJob,
  daemonSet,
  deployment,
  endpointSlice,
  endpoints,
  event,
  horizontalPodAutoscaler,
  ingress,
  job,
  lease,
  limitRange,
  namespace,
  networkPolicy,
  node,
  persistentVolume,
  persistentVolumeClaim,
  pod,
  podDisruptionBudget,
  priorityClass,
  replicaSet,
  replicationController,
  resourceQuota,
  role,
  roleBinding,
  secret,
  service,
  serviceAccount,
  statefulSet,
  storageClass,
] as unknown as readonly Resource[];

const byKind = new Map(resources.map((resource) => [resource.info, resource]));

/** How the API server treats a kind. */
export function resourceOf(info: KindInfo): Resource {
  // A kind without a treatment of its own is stored as it comes.
  return byKind.get(storedKind(info)) ?? { info };
}

/** The kind in whose form objects of a kind are stored. */
function storedKind(info: KindInfo): KindInfo {
  return (info.storedAs !== undefined && findKind(info.storedAs, info.kind)) || info;
}
