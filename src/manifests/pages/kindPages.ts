import { type Page, page } from './page.ts';

const rbac = page('Using RBAC authorization', 'reference/access-authn-authz/rbac/');

/** The page about each served kind. */
export const kindPages: Readonly<Record<string, Page>> = {
  APIService: page('API aggregation layer', 'concepts/extend-kubernetes/api-extension/apiserver-aggregation/'),
  ClusterRole: rbac,
  ClusterRoleBinding: rbac,
  ConfigMap: page('ConfigMaps', 'concepts/configuration/configmap/'),
  ControllerRevision: page('DaemonSet revisions', 'tasks/manage-daemon/rollback-daemon-set/'),
  CronJob: page('CronJob', 'concepts/workloads/controllers/cron-jobs/'),
  DaemonSet: page('DaemonSet', 'concepts/workloads/controllers/daemonset/'),
  Deployment: page('Deployments', 'concepts/workloads/controllers/deployment/'),
  EndpointSlice: page('EndpointSlices', 'concepts/services-networking/endpoint-slices/'),
  Endpoints: page('Endpoints', 'concepts/services-networking/service/#endpoints'),
  Event: page('Debug running Pods', 'tasks/debug/debug-application/debug-running-pod/'),
  HorizontalPodAutoscaler: page(
    'Horizontal Pod autoscaling',
    'concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  ),
  Ingress: page('Ingress', 'concepts/services-networking/ingress/'),
  Job: page('Jobs', 'concepts/workloads/controllers/job/'),
  Lease: page('Leases', 'concepts/architecture/leases/'),
  LimitRange: page('Limit ranges', 'concepts/policy/limit-range/'),
  Namespace: page('Namespaces', 'concepts/overview/working-with-objects/namespaces/'),
  NetworkPolicy: page('Network policies', 'concepts/services-networking/network-policies/'),
  Node: page('Nodes', 'concepts/architecture/nodes/'),
  PersistentVolume: page('Persistent volumes', 'concepts/storage/persistent-volumes/'),
  PersistentVolumeClaim: page('Claims', 'concepts/storage/persistent-volumes/#persistentvolumeclaims'),
  Pod: page('Pods', 'concepts/workloads/pods/'),
  PodDisruptionBudget: page('Disruption budgets', 'tasks/run-application/configure-pdb/'),
  PriorityClass: page('Pod priority and preemption', 'concepts/scheduling-eviction/pod-priority-preemption/'),
  ReplicaSet: page('ReplicaSet', 'concepts/workloads/controllers/replicaset/'),
  ReplicationController: page('ReplicationController', 'concepts/workloads/controllers/replicationcontroller/'),
  ResourceQuota: page('Resource quotas', 'concepts/policy/resource-quotas/'),
  Role: rbac,
  RoleBinding: rbac,
  Secret: page('Secrets', 'concepts/configuration/secret/'),
  Service: page('Service', 'concepts/services-networking/service/'),
  ServiceAccount: page('Service accounts', 'concepts/security/service-accounts/'),
  StatefulSet: page('StatefulSets', 'concepts/workloads/controllers/statefulset/'),
  StorageClass: page('Storage classes', 'concepts/storage/storage-classes/'),
};
