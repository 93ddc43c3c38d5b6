import { apiServiceRules } from './apiregistration/apiServiceRules.ts';
import { controllerRevisionRules } from './apps/controllerRevisionRules.ts';
import { daemonSetRules } from './apps/daemonSetRules.ts';
import { deploymentRules } from './apps/deploymentRules.ts';
import { replicaSetRules } from './apps/replicaSetRules.ts';
import { statefulSetRules } from './apps/statefulSetRules.ts';
import { hpaRules, hpaV1Rules } from './autoscaling/hpaRules.ts';
import { cronJobRules } from './batch/cronJobRules.ts';
import { jobRules } from './batch/jobRules.ts';
import { leaseRules } from './coordination/leaseRules.ts';
import { configMapRules } from './core/configMapRules.ts';
import { endpointsRules } from './core/endpointsRules.ts';
import { eventRules, eventsEventRules } from './core/eventRules.ts';
import { limitRangeRules } from './core/limitRangeRules.ts';
import { namespaceRules } from './core/namespaceRules.ts';
import { nodeRules } from './core/nodeRules.ts';
import { podRules } from './core/podRules.ts';
import { replicationControllerRules } from './core/replicationControllerRules.ts';
import { resourceQuotaRules } from './core/resourceQuotaRules.ts';
import { secretRules } from './core/secretRules.ts';
import { serviceAccountRules } from './core/serviceAccountRules.ts';
import { serviceRules } from './core/serviceRules.ts';
import { endpointSliceRules } from './discovery/endpointSliceRules.ts';
import type { KindRules } from './kindRules.ts';
import { apiVersionOf, type KindInfo } from './kinds.ts';
import { metadataRules } from './metadataRules.ts';
import { ingressRules } from './networking/ingressRules.ts';
import { networkPolicyRules } from './networking/networkPolicyRules.ts';
import { podDisruptionBudgetRules } from './policy/podDisruptionBudgetRules.ts';
import { clusterRoleBindingRules, roleBindingRules } from './rbac/roleBindingRules.ts';
import { clusterRoleRules, roleRules } from './rbac/roleRules.ts';
import { priorityClassRules } from './scheduling/priorityClassRules.ts';
import { persistentVolumeClaimRules } from './storage/persistentVolumeClaimRules.ts';
import { persistentVolumeRules } from './storage/persistentVolumeRules.ts';
import { storageClassRules } from './storage/storageClassRules.ts';

const rules: Readonly<Record<string, KindRules>> = {
  'apiregistration.k8s.io/v1 APIService': apiServiceRules as KindRules,
  'autoscaling/v2 HorizontalPodAutoscaler': hpaRules as KindRules,
  'autoscaling/v1 HorizontalPodAutoscaler': hpaV1Rules as KindRules,
  'apps/v1 ControllerRevision': controllerRevisionRules as KindRules,
  'apps/v1 DaemonSet': daemonSetRules as KindRules,
  'apps/v1 Deployment': deploymentRules as KindRules,
  'apps/v1 ReplicaSet': replicaSetRules as KindRules,
  'apps/v1 StatefulSet': statefulSetRules as KindRules,
  'batch/v1 CronJob': cronJobRules as KindRules,
  'batch/v1 Job': jobRules as KindRules,
  'coordination.k8s.io/v1 Lease': leaseRules as KindRules,
  'discovery.k8s.io/v1 EndpointSlice': endpointSliceRules as KindRules,
  'events.k8s.io/v1 Event': eventsEventRules as KindRules,
  'networking.k8s.io/v1 Ingress': ingressRules as KindRules,
  'networking.k8s.io/v1 NetworkPolicy': networkPolicyRules as KindRules,
  'policy/v1 PodDisruptionBudget': podDisruptionBudgetRules as KindRules,
  'rbac.authorization.k8s.io/v1 ClusterRole': clusterRoleRules as KindRules,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': clusterRoleBindingRules as KindRules,
  'rbac.authorization.k8s.io/v1 Role': roleRules as KindRules,
  'rbac.authorization.k8s.io/v1 RoleBinding': roleBindingRules as KindRules,
  'scheduling.k8s.io/v1 PriorityClass': priorityClassRules as KindRules,
  'storage.k8s.io/v1 StorageClass': storageClassRules as KindRules,
  'v1 ConfigMap': configMapRules as KindRules,
  'v1 Endpoints': endpointsRules as KindRules,
  'v1 Event': eventRules as KindRules,
  'v1 LimitRange': limitRangeRules as KindRules,
  'v1 Namespace': namespaceRules as KindRules,
  'v1 Node': nodeRules as KindRules,
  'v1 PersistentVolume': persistentVolumeRules as KindRules,
  'v1 PersistentVolumeClaim': persistentVolumeClaimRules as KindRules,
  'v1 Pod': podRules as KindRules,
  'v1 ReplicationController': replicationControllerRules as KindRules,
  'v1 ResourceQuota': resourceQuotaRules as KindRules,
  'v1 Secret': secretRules as KindRules,
  'v1 Service': serviceRules as KindRules,
  'v1 ServiceAccount': serviceAccountRules as KindRules,
};

/** The defaults and the validation of a served kind. */
export function rulesOf(kind: Pick<KindInfo, 'group' | 'version' | 'kind' | 'namespaced'>): KindRules {
  return rules[`${apiVersionOf(kind)} ${kind.kind}`] ?? metadataRules(kind);
}
