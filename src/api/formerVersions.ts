/** Versions that a server of 1.34 still reads, though it serves them no more; https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const former: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['batch/v1beta1'],
  DaemonSet: ['apps/v1beta2', 'extensions/v1beta1'],
  Deployment: ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'],
  ControllerRevision: ['apps/v1beta1', 'apps/v1beta2'],
  ReplicaSet: ['apps/v1beta2', 'extensions/v1beta1'],
  StatefulSet: ['apps/v1beta1', 'apps/v1beta2'],
  HorizontalPodAutoscaler: ['autoscaling/v2beta1', 'autoscaling/v2beta2'],
  Ingress: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
  NetworkPolicy: ['extensions/v1beta1'],
  PodDisruptionBudget: ['policy/v1beta1'],
  EndpointSlice: ['discovery.k8s.io/v1beta1'],
  Event: ['events.k8s.io/v1beta1'],
  Lease: ['coordination.k8s.io/v1beta1'],
  PriorityClass: ['scheduling.k8s.io/v1alpha1', 'scheduling.k8s.io/v1beta1'],
  StorageClass: ['storage.k8s.io/v1beta1'],
  Role: ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
  RoleBinding: ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
  ClusterRole: ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
  ClusterRoleBinding: ['rbac.authorization.k8s.io/v1alpha1', 'rbac.authorization.k8s.io/v1beta1'],
};

/** Whether the kind was once served in this version. */
export function isFormerVersion(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(former, kind) && (former[kind] ?? []).includes(apiVersion);
}
