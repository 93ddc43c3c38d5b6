import type { KindInfo } from '../api/kinds.ts';
import type { KubernetesObject } from '../api/objects.ts';
import { describeAutoscaler } from './describe/autoscaler.ts';
import { describeConfigMap } from './describe/configMap.ts';
import { describeDeployment } from './describe/deployment.ts';
import type { Describer } from './describe/describer.ts';
import { describeEndpointSlice, describeEndpoints } from './describe/endpoints.ts';
import { describeGeneric } from './describe/generic.ts';
import { describeIngress } from './describe/ingress.ts';
import { describeCronJob, describeJob } from './describe/jobs.ts';
import { describeNamespace } from './describe/namespace.ts';
import { describeNetworkPolicy } from './describe/networkPolicy.ts';
import { describeNode } from './describe/node.ts';
import { describePod } from './describe/pod.ts';
import {
  describeDisruptionBudget,
  describeLimitRange,
  describePriorityClass,
  describeQuota,
  describeRoleBinding,
  describeServiceAccount,
} from './describe/policies.ts';
import { describeRole } from './describe/role.ts';
import { describeSecret } from './describe/secret.ts';
import { describeService } from './describe/service.ts';
import { describeClaim, describeStorageClass, describeVolume } from './describe/storage.ts';
import {
  describeDaemonSet,
  describeReplicaSet,
  describeReplicationController,
  describeStatefulSet,
} from './describe/workloads.ts';

const describers: Readonly<Record<string, unknown>> = {
  configmaps: describeConfigMap,
  endpoints: describeEndpoints,
  limitranges: describeLimitRange,
  namespaces: describeNamespace,
  nodes: describeNode,
  persistentvolumeclaims: describeClaim,
  persistentvolumes: describeVolume,
  pods: describePod,
  replicationcontrollers: describeReplicationController,
  resourcequotas: describeQuota,
  secrets: describeSecret,
  serviceaccounts: describeServiceAccount,
  services: describeService,
  'daemonsets.apps': describeDaemonSet,
  'deployments.apps': describeDeployment,
  'replicasets.apps': describeReplicaSet,
  'statefulsets.apps': describeStatefulSet,
  'horizontalpodautoscalers.autoscaling': describeAutoscaler,
  'cronjobs.batch': describeCronJob,
  'jobs.batch': describeJob,
  'endpointslices.discovery.k8s.io': describeEndpointSlice,
  'ingresses.networking.k8s.io': describeIngress,
  'networkpolicies.networking.k8s.io': describeNetworkPolicy,
  'poddisruptionbudgets.policy': describeDisruptionBudget,
  'clusterroles.rbac.authorization.k8s.io': describeRole,
  'clusterrolebindings.rbac.authorization.k8s.io': describeRoleBinding,
  'roles.rbac.authorization.k8s.io': describeRole,
  'rolebindings.rbac.authorization.k8s.io': describeRoleBinding,
  'priorityclasses.scheduling.k8s.io': describePriorityClass,
  'storageclasses.storage.k8s.io': describeStorageClass,
};

/** The describer of a kind. */
export function describerOf(info: KindInfo): Describer<KubernetesObject> {
  const name = info.group === '' ? info.plural : `${info.plural}.${info.group}`;
  // Each describer is registered under the kind that it takes.
  return (describers[name] as Describer<KubernetesObject> | undefined) ?? describeGeneric;
}
