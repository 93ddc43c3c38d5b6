/** Fields that people write most, by type and in the order in which they are mostly written. */
const common: Readonly<Record<string, string>> = {
  ObjectMeta: 'name namespace labels annotations',
  PodSpec:
    'initContainers containers volumes restartPolicy serviceAccountName securityContext nodeSelector tolerations affinity topologySpreadConstraints terminationGracePeriodSeconds imagePullSecrets hostname subdomain',
  Container:
    'image command args ports env envFrom resources volumeMounts readinessProbe livenessProbe startupProbe lifecycle securityContext imagePullPolicy restartPolicy workingDir',
  ContainerPort: 'containerPort name protocol',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'configMapKeyRef secretKeyRef fieldRef resourceFieldRef',
  EnvFromSource: 'configMapRef secretRef prefix',
  VolumeMount: 'name mountPath readOnly subPath',
  Volume: 'name emptyDir configMap secret persistentVolumeClaim projected downwardAPI hostPath',
  ResourceRequirements: 'requests limits',
  Probe:
    'httpGet exec tcpSocket grpc initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold',
  HTTPGetAction: 'path port scheme httpHeaders',
  Lifecycle: 'preStop postStart',
  LifecycleHandler: 'exec httpGet sleep',
  SecurityContext:
    'runAsNonRoot runAsUser runAsGroup allowPrivilegeEscalation readOnlyRootFilesystem capabilities seccompProfile privileged',
  PodSecurityContext: 'runAsNonRoot runAsUser runAsGroup fsGroup seccompProfile',
  DeploymentSpec: 'replicas selector template strategy minReadySeconds',
  ReplicaSetSpec: 'replicas selector template',
  StatefulSetSpec: 'serviceName replicas selector template volumeClaimTemplates updateStrategy podManagementPolicy',
  DaemonSetSpec: 'selector template updateStrategy',
  DeploymentStrategy: 'type rollingUpdate',
  JobSpec: 'template completions parallelism backoffLimit activeDeadlineSeconds ttlSecondsAfterFinished completionMode',
  CronJobSpec: 'schedule jobTemplate concurrencyPolicy timeZone startingDeadlineSeconds suspend',
  PodTemplateSpec: 'metadata spec',
  LabelSelector: 'matchLabels matchExpressions',
  HorizontalPodAutoscalerSpec: 'scaleTargetRef minReplicas maxReplicas metrics behavior',
  MetricSpec: 'type resource containerResource pods object external',
  MetricTarget: 'type averageUtilization averageValue value',
  HorizontalPodAutoscalerBehavior: 'scaleDown scaleUp',
  HPAScalingRules: 'stabilizationWindowSeconds policies selectPolicy',
  PodDisruptionBudgetSpec: 'minAvailable maxUnavailable selector',
  ServiceSpec: 'selector ports type clusterIP sessionAffinity',
  ServicePort: 'name port targetPort protocol nodePort',
  IngressSpec: 'ingressClassName rules tls defaultBackend',
  IngressRule: 'host http',
  HTTPIngressPath: 'path pathType backend',
  IngressBackend: 'service',
  NetworkPolicySpec: 'podSelector policyTypes ingress egress',
  NetworkPolicyIngressRule: 'from ports',
  NetworkPolicyEgressRule: 'to ports',
  NetworkPolicyPeer: 'podSelector namespaceSelector ipBlock',
  PersistentVolumeClaimSpec: 'accessModes resources storageClassName',
  ConfigMap: 'data binaryData immutable',
  Secret: 'stringData data type immutable',
};

const ranks = new Map(
  Object.entries(common).map(([type, names]) => [type, new Map(names.split(' ').map((name, index) => [name, index]))]),
);

/** Where a field stands among those of its type: the smaller, the more usual; undefined for rare ones. */
export function rankOfField(type: string, field: string): number | undefined {
  return ranks.get(type)?.get(field);
}
