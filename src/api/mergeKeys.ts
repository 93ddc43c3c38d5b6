/**
 * How a strategic merge patch treats lists: by `Type.field` the field that tells elements apart, or `value` for lists of
 * plain values that are merged as sets. Lists that are not named here are replaced as a whole.
 * Source: `patchStrategy` and `patchMergeKey` in the API reference of Kubernetes 1.34.
 */
const mergeKeys: Readonly<Record<string, string>> = {
  'ObjectMeta.finalizers': 'value',
  'ObjectMeta.ownerReferences': 'uid',
  'PodSpec.containers': 'name',
  'PodSpec.ephemeralContainers': 'name',
  'PodSpec.hostAliases': 'ip',
  'PodSpec.imagePullSecrets': 'name',
  'PodSpec.initContainers': 'name',
  'PodSpec.resourceClaims': 'name',
  'PodSpec.schedulingGates': 'name',
  'PodSpec.topologySpreadConstraints': 'topologyKey',
  'PodSpec.volumes': 'name',
  'PodStatus.conditions': 'type',
  'PodStatus.hostIPs': 'ip',
  'PodStatus.podIPs': 'ip',
  'PodStatus.resourceClaimStatuses': 'name',
  'Container.env': 'name',
  'Container.ports': 'containerPort',
  'Container.volumeDevices': 'devicePath',
  'Container.volumeMounts': 'mountPath',
  'EphemeralContainer.env': 'name',
  'EphemeralContainer.ports': 'containerPort',
  'EphemeralContainer.volumeDevices': 'devicePath',
  'EphemeralContainer.volumeMounts': 'mountPath',
  'NamespaceStatus.conditions': 'type',
  'NodeSpec.podCIDRs': 'value',
  'NodeStatus.addresses': 'type',
  'NodeStatus.conditions': 'type',
  'ReplicationControllerStatus.conditions': 'type',
  'ServiceAccount.secrets': 'name',
  'ServiceSpec.ports': 'port',
  'ServiceStatus.conditions': 'type',
  'PersistentVolumeClaimStatus.conditions': 'type',
  'DaemonSetStatus.conditions': 'type',
  'DeploymentStatus.conditions': 'type',
  'ReplicaSetStatus.conditions': 'type',
  'StatefulSetStatus.conditions': 'type',
  'JobStatus.conditions': 'type',
  'HorizontalPodAutoscalerStatus.conditions': 'type',
  'PodDisruptionBudgetStatus.conditions': 'type',
  'APIServiceStatus.conditions': 'type',
};

/** The key of a list that a strategic merge patch merges: a field's name, or `value` for a set of plain values. */
export function mergeKeyOf(type: string, field: string): string | undefined {
  return mergeKeys[`${type}.${field}`];
}

const retainKeysFields = new Set([
  'PodSpec.volumes',
  'PodSpec.resourceClaims',
  'PodStatus.resourceClaimStatuses',
  'DeploymentSpec.strategy',
]);

/** Whether a client that makes a patch of this field lists the keys to keep (`$retainKeys`): of its members one is set. */
export function retainsKeys(type: string, field: string): boolean {
  return retainKeysFields.has(`${type}.${field}`);
}
