import { type Page, page } from './page.ts';

const deployment = (title: string, anchor: string) =>
  page(title, `concepts/workloads/controllers/deployment/#${anchor}`);
const job = (title: string, anchor: string) => page(title, `concepts/workloads/controllers/job/#${anchor}`);
const cronJob = (title: string, anchor: string) => page(title, `concepts/workloads/controllers/cron-jobs/#${anchor}`);
const statefulSet = (title: string, anchor: string) =>
  page(title, `concepts/workloads/controllers/statefulset/#${anchor}`);
const service = (title: string, anchor: string) => page(title, `concepts/services-networking/service/#${anchor}`);
const scaling = (title: string, anchor = '') =>
  page(title, `concepts/workloads/autoscaling/horizontal-pod-autoscale/${anchor}`);
const rolling = deployment('Rolling update', 'rolling-update-deployment');
const daemonUpdate = page('Rolling update of a DaemonSet', 'tasks/manage-daemon/update-daemon-set/');
const metrics = scaling('Metrics of an autoscaler', '#support-for-resource-metrics');
const behavior = scaling('Scaling behavior', '#configurable-scaling-behavior');
const budget = page('Disruption budgets', 'tasks/run-application/configure-pdb/');
const failurePolicy = job('Pod failure policy', 'pod-failure-policy');
const successPolicy = job('Success policy', 'success-policy');
const dualStack = page('Dual-stack', 'concepts/services-networking/dual-stack/');
const policies = page('Network policies', 'concepts/services-networking/network-policies/');
const ingress = page('Ingress', 'concepts/services-networking/ingress/');

/** Pages about workloads, and about what leads to their Pods. */
export const workloadPages: Readonly<Record<string, Page>> = {
  'CronJobSpec.concurrencyPolicy': cronJob('Concurrency policy', 'concurrency-policy'),
  'CronJobSpec.schedule': cronJob('Schedule syntax', 'schedule-syntax'),
  'CronJobSpec.startingDeadlineSeconds': cronJob('Starting deadline', 'starting-deadline'),
  'CronJobSpec.timeZone': cronJob('Time zones', 'time-zones'),
  'DaemonSetSpec.updateStrategy': daemonUpdate,
  DaemonSetUpdateStrategy: daemonUpdate,
  RollingUpdateDaemonSet: daemonUpdate,
  'DeploymentSpec.minReadySeconds': deployment('Min ready seconds', 'min-ready-seconds'),
  'DeploymentSpec.paused': deployment('Pausing a rollout', 'pausing-and-resuming-a-deployment'),
  'DeploymentSpec.progressDeadlineSeconds': deployment('Progress deadline', 'progress-deadline-seconds'),
  'DeploymentSpec.replicas': deployment('Replicas', 'replicas'),
  'DeploymentSpec.revisionHistoryLimit': deployment('Revision history', 'revision-history-limit'),
  'DeploymentSpec.selector': deployment('Selector', 'selector'),
  'DeploymentSpec.strategy': deployment('Strategy', 'strategy'),
  DeploymentStrategy: deployment('Strategy', 'strategy'),
  RollingUpdateDeployment: rolling,
  'JobSpec.backoffLimit': job('Pod back-off failure policy', 'pod-backoff-failure-policy'),
  'JobSpec.backoffLimitPerIndex': job('Back-off limit per index', 'backoff-limit-per-index'),
  'JobSpec.completionMode': job('Completion mode', 'completion-mode'),
  'JobSpec.completions': job('Parallel execution', 'parallel-jobs'),
  'JobSpec.parallelism': job('Controlling parallelism', 'controlling-parallelism'),
  'JobSpec.activeDeadlineSeconds': job('Job termination and cleanup', 'job-termination-and-cleanup'),
  'JobSpec.suspend': job('Suspending a Job', 'suspending-a-job'),
  'JobSpec.ttlSecondsAfterFinished': page(
    'Cleanup of finished Jobs',
    'concepts/workloads/controllers/ttlafterfinished/',
  ),
  PodFailurePolicy: failurePolicy,
  PodFailurePolicyOnExitCodesRequirement: failurePolicy,
  PodFailurePolicyOnPodConditionsPattern: failurePolicy,
  PodFailurePolicyRule: failurePolicy,
  SuccessPolicy: successPolicy,
  SuccessPolicyRule: successPolicy,
  'StatefulSetSpec.podManagementPolicy': statefulSet('Pod management policies', 'pod-management-policies'),
  'StatefulSetSpec.serviceName': statefulSet('Stable network identity', 'stable-network-id'),
  'StatefulSetSpec.updateStrategy': statefulSet('Update strategies', 'update-strategies'),
  'StatefulSetSpec.volumeClaimTemplates': statefulSet('Stable storage', 'stable-storage'),
  RollingUpdateStatefulSetStrategy: statefulSet('Rolling updates', 'rolling-updates'),
  StatefulSetOrdinals: statefulSet('Start ordinal', 'start-ordinal'),
  StatefulSetPersistentVolumeClaimRetentionPolicy: statefulSet(
    'Retention of claims',
    'persistentvolumeclaim-retention',
  ),
  StatefulSetUpdateStrategy: statefulSet('Update strategies', 'update-strategies'),
  ContainerResourceMetricSource: metrics,
  CrossVersionObjectReference: scaling('Horizontal Pod autoscaling'),
  ExternalMetricSource: metrics,
  'HorizontalPodAutoscalerSpec.behavior': behavior,
  'HorizontalPodAutoscalerSpec.metrics': metrics,
  HorizontalPodAutoscalerBehavior: behavior,
  HPAScalingPolicy: behavior,
  HPAScalingRules: behavior,
  MetricIdentifier: metrics,
  MetricSpec: metrics,
  MetricTarget: scaling('Algorithm of the autoscaler', '#algorithm-details'),
  ObjectMetricSource: metrics,
  PodsMetricSource: metrics,
  ResourceMetricSource: metrics,
  PodDisruptionBudgetSpec: budget,
  'ServiceSpec.clusterIP': service('Headless Services', 'headless-services'),
  'ServiceSpec.clusterIPs': dualStack,
  'ServiceSpec.externalName': service('ExternalName', 'externalname'),
  'ServiceSpec.externalTrafficPolicy': service('Traffic policies', 'traffic-policies'),
  'ServiceSpec.internalTrafficPolicy': page(
    'Internal traffic policy',
    'concepts/services-networking/service-traffic-policy/',
  ),
  'ServiceSpec.ipFamilies': dualStack,
  'ServiceSpec.ipFamilyPolicy': dualStack,
  'ServiceSpec.sessionAffinity': service('Session stickiness', 'session-stickiness'),
  'ServiceSpec.trafficDistribution': service('Traffic distribution', 'traffic-distribution'),
  'ServiceSpec.type': service('Types of Services', 'publishing-services-service-types'),
  'ServicePort.nodePort': service('NodePort', 'type-nodeport'),
  'ServicePort.targetPort': service('Ports of a Service', 'field-spec-ports'),
  ServicePort: service('Ports of a Service', 'field-spec-ports'),
  ClientIPConfig: service('Session stickiness', 'session-stickiness'),
  SessionAffinityConfig: service('Session stickiness', 'session-stickiness'),
  NetworkPolicyEgressRule: policies,
  NetworkPolicyIngressRule: policies,
  NetworkPolicyPeer: policies,
  NetworkPolicyPort: policies,
  IPBlock: policies,
  'HTTPIngressPath.pathType': page('Path types', 'concepts/services-networking/ingress/#path-types'),
  'IngressSpec.ingressClassName': page('Ingress class', 'concepts/services-networking/ingress/#ingress-class'),
  'IngressSpec.tls': page('TLS of an Ingress', 'concepts/services-networking/ingress/#tls'),
  HTTPIngressPath: ingress,
  IngressBackend: ingress,
  IngressRule: page('Ingress rules', 'concepts/services-networking/ingress/#ingress-rules'),
  IngressServiceBackend: ingress,
  IngressTLS: page('TLS of an Ingress', 'concepts/services-networking/ingress/#tls'),
};
