import { findKind, type KindInfo } from '../../api/kinds.ts';
import { invariant } from '../../invariant.ts';

function known(apiVersion: string, kind: string): KindInfo {
  const info = findKind(apiVersion, kind);
  invariant(info, `${apiVersion} ${kind} is not served`);
  return info;
}

/** The kinds that the server itself and the cluster's own components read and write. */
export const configMapKind = known('v1', 'ConfigMap');
export const endpointsKind = known('v1', 'Endpoints');
export const eventKind = known('v1', 'Event');
export const limitRangeKind = known('v1', 'LimitRange');
export const namespaceKind = known('v1', 'Namespace');
export const nodeKind = known('v1', 'Node');
export const persistentVolumeClaimKind = known('v1', 'PersistentVolumeClaim');
export const persistentVolumeKind = known('v1', 'PersistentVolume');
export const podKind = known('v1', 'Pod');
export const replicationControllerKind = known('v1', 'ReplicationController');
export const resourceQuotaKind = known('v1', 'ResourceQuota');
export const secretKind = known('v1', 'Secret');
export const serviceAccountKind = known('v1', 'ServiceAccount');
export const serviceKind = known('v1', 'Service');
export const apiServiceKind = known('apiregistration.k8s.io/v1', 'APIService');
export const controllerRevisionKind = known('apps/v1', 'ControllerRevision');
export const daemonSetKind = known('apps/v1', 'DaemonSet');
export const deploymentKind = known('apps/v1', 'Deployment');
export const replicaSetKind = known('apps/v1', 'ReplicaSet');
export const statefulSetKind = known('apps/v1', 'StatefulSet');
export const horizontalPodAutoscalerKind = known('autoscaling/v2', 'HorizontalPodAutoscaler');
export const cronJobKind = known('batch/v1', 'CronJob');
export const jobKind = known('batch/v1', 'Job');
export const leaseKind = known('coordination.k8s.io/v1', 'Lease');
export const endpointSliceKind = known('discovery.k8s.io/v1', 'EndpointSlice');
export const ingressKind = known('networking.k8s.io/v1', 'Ingress');
export const networkPolicyKind = known('networking.k8s.io/v1', 'NetworkPolicy');
export const podDisruptionBudgetKind = known('policy/v1', 'PodDisruptionBudget');
export const clusterRoleKind = known('rbac.authorization.k8s.io/v1', 'ClusterRole');
export const clusterRoleBindingKind = known('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding');
export const roleKind = known('rbac.authorization.k8s.io/v1', 'Role');
export const roleBindingKind = known('rbac.authorization.k8s.io/v1', 'RoleBinding');
export const priorityClassKind = known('scheduling.k8s.io/v1', 'PriorityClass');
export const storageClassKind = known('storage.k8s.io/v1', 'StorageClass');
