import type { KindInfo } from '../api/kinds.ts';

/**
 * What holds where a field is left out and the API server fills in nothing, or something that needs a word; by type and
 * field. The components that read the object decide it.
 */
export const meaningsOfNothing: Readonly<Record<string, string>> = {
  'Container.tty': '`false`',
  'Container.stdin': '`false`',
  'Container.command': "the image's `ENTRYPOINT` runs",
  'Container.args': "the image's `CMD`, unless `command` is set",
  'Container.workingDir': "the image's own",
  'ContainerPort.hostPort': 'the Node opens no port',
  'CronJobSpec.timeZone': 'the time zone of the kube-controller-manager, in most clusters UTC',
  'CronJobSpec.startingDeadlineSeconds': 'a run may start however late it is',
  'DaemonSetSpec.minReadySeconds': '`0`: available as soon as it is ready',
  'DeploymentSpec.minReadySeconds': '`0`: available as soon as it is ready',
  'DeploymentSpec.paused': '`false`',
  'EmptyDirVolumeSource.medium': '`""`: the disk of the Node',
  'EmptyDirVolumeSource.sizeLimit': 'no limit but that of the Node, or with `medium: Memory` of its memory',
  'EnvVar.value': '`""`',
  'HorizontalPodAutoscalerSpec.behavior':
    'up by the larger of 4 Pods and 100 % each 15 s, at once; down by up to 100 % each 15 s, to the highest number that was wanted within 5 minutes',
  'ConfigMap.immutable': '`false`',
  'Secret.immutable': '`false`',
  'JobSpec.activeDeadlineSeconds': 'no limit',
  'JobSpec.ttlSecondsAfterFinished': 'the Job stays until somebody deletes it',
  'ObjectMeta.namespace': "the Namespace of kubectl's context, mostly `default`",
  'PersistentVolumeClaimSpec.storageClassName': 'the default StorageClass of the cluster',
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': '`IfHealthyBudget`',
  'PodSpec.activeDeadlineSeconds': 'no limit',
  'PodSpec.automountServiceAccountToken': '`true`, unless the ServiceAccount says otherwise',
  'PodSpec.hostIPC': '`false`',
  'PodSpec.hostNetwork': '`false`',
  'PodSpec.hostPID': '`false`',
  'PodSpec.hostname': "the Pod's name",
  'PodSpec.nodeName': 'the scheduler chooses',
  'PodSpec.preemptionPolicy': '`PreemptLowerPriority`, or what the PriorityClass says',
  'PodSpec.priority': '`0`, or what the PriorityClass says',
  'PodSpec.runtimeClassName': "the Node's default runtime",
  'PodSpec.serviceAccountName': '`default`',
  'PodSpec.setHostnameAsFQDN': '`false`',
  'PodSpec.shareProcessNamespace': '`false`: each container sees only its own processes',
  'PodSecurityContext.runAsUser': "the image's own",
  'PriorityClass.globalDefault': '`false`',
  'Probe.initialDelaySeconds': '`0`',
  'Probe.terminationGracePeriodSeconds': "the Pod's own",
  'SecurityContext.allowPrivilegeEscalation': '`true`',
  'SecurityContext.privileged': '`false`',
  'SecurityContext.readOnlyRootFilesystem': '`false`',
  'SecurityContext.runAsNonRoot': '`false`, or what the Pod says',
  'SecurityContext.runAsUser': "what the Pod says, else the image's own",
  'ServiceAccount.automountServiceAccountToken': '`true`',
  'ServiceSpec.allocateLoadBalancerNodePorts': '`true` for `LoadBalancer`',
  'ServiceSpec.clusterIP': 'the cluster chooses an address',
  'ServiceSpec.ipFamilyPolicy': '`SingleStack`',
  'ServiceSpec.publishNotReadyAddresses': '`false`',
  'ServiceSpec.selector': 'nothing is selected, and somebody else writes the EndpointSlices',
  'ServicePort.nodePort': 'the cluster chooses one, where the type needs it',
  'StatefulSetOrdinals.start': '`0`',
  'StatefulSetSpec.minReadySeconds': '`0`: available as soon as it is ready',
  'StorageClass.allowVolumeExpansion': '`false`',
  'Toleration.effect': 'all effects',
  'Toleration.operator': '`Equal`',
  'Toleration.tolerationSeconds': 'for ever',
  'TopologySpreadConstraint.minDomains': '`1`',
  'TopologySpreadConstraint.nodeAffinityPolicy': '`Honor`',
  'TopologySpreadConstraint.nodeTaintsPolicy': '`Ignore`',
  'VolumeMount.mountPropagation': '`None`',
  'VolumeMount.readOnly': '`false`',
  'VolumeMount.recursiveReadOnly': '`Disabled`',
  'VolumeMount.subPath': 'the whole volume',
};

/** The end of the sentence "If it is left out: …"; undefined where the server's default says it, or nothing does. */
export function meaningOfNothing(kind: KindInfo, ownerType: string, field: string): string | undefined {
  const key = `${ownerType}.${field}`;
  if (key === 'ObjectMeta.namespace' && !kind.namespaced) return 'right: objects of this kind have no Namespace';
  return Object.hasOwn(meaningsOfNothing, key) ? meaningsOfNothing[key] : undefined;
}
