import { mergeKeyOf } from './mergeKeys.ts';

/**
 * How server-side apply sees a list: a whole that has one owner, a set of plain values, or a map of elements that `keys`
 * tell apart. `x-kubernetes-list-type` and `x-kubernetes-list-map-keys` in the OpenAPI documents of Kubernetes 1.34
 * (https://github.com/kubernetes/kubernetes/tree/v1.34.0/api/openapi-spec/v3).
 */
export type ListType = { readonly kind: 'atomic' | 'set' } | { readonly kind: 'map'; readonly keys: readonly string[] };

/** Where the list type does not follow from the merge key of a strategic merge patch. */
const listTypes: Readonly<Record<string, ListType>> = {
  'Container.ports': { kind: 'map', keys: ['containerPort', 'protocol'] },
  'EphemeralContainer.ports': { kind: 'map', keys: ['containerPort', 'protocol'] },
  'ServiceSpec.ports': { kind: 'map', keys: ['port', 'protocol'] },
  'PodSpec.topologySpreadConstraints': { kind: 'map', keys: ['topologyKey', 'whenUnsatisfiable'] },
  'ResourceRequirements.claims': { kind: 'map', keys: ['name'] },
  'ContainerStatus.volumeMounts': { kind: 'map', keys: ['mountPath'] },
  'ContainerStatus.allocatedResourcesStatus': { kind: 'map', keys: ['name'] },
  'ResourceStatus.resources': { kind: 'map', keys: ['resourceID'] },
  'PodStatus.hostIPs': { kind: 'atomic' },
  'JobStatus.conditions': { kind: 'atomic' },
  'Endpoint.addresses': { kind: 'set' },
  'PodFailurePolicyOnExitCodesRequirement.values': { kind: 'set' },
  'UncountedTerminatedPods.failed': { kind: 'set' },
  'UncountedTerminatedPods.succeeded': { kind: 'set' },
};

const atomicList: ListType = { kind: 'atomic' };

/** The list type of a field; a list of which nothing is said is atomic. */
export function listTypeOf(type: string, field: string): ListType {
  const own = listTypes[`${type}.${field}`];
  if (own) return own;
  const mergeKey = mergeKeyOf(type, field);
  if (mergeKey === undefined) return atomicList;
  return mergeKey === 'value' ? { kind: 'set' } : { kind: 'map', keys: [mergeKey] };
}

/** What an element's key is where the element does not say it (`default` in the same documents). */
export function keyDefaultOf(type: string, key: string): unknown {
  if (key === 'protocol' && (type === 'ContainerPort' || type === 'ServicePort')) return 'TCP';
  return key === 'name' && type === 'LocalObjectReference' ? '' : undefined;
}

/** Types whose objects have one owner as a whole (`x-kubernetes-map-type: atomic`). */
const atomicTypes = new Set([
  'ConfigMapKeySelector',
  'CrossVersionObjectReferenceV1',
  'EndpointAddress',
  'EndpointPort',
  'EndpointsPort',
  'FieldSelectorRequirement',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'RoleRef',
  'ScopeSelector',
  'ScopedResourceSelectorRequirement',
  'SecretKeySelector',
  'SecretReference',
  'ServiceBackendPort',
  'Subject',
  'TopologySelectorTerm',
  'TypedLocalObjectReference',
]);

/** Fields that differ from their type: a map that is one whole, or an object of an atomic type that is not. */
const mapTypes: Readonly<Record<string, 'atomic' | 'granular'>> = {
  'PersistentVolumeSpec.claimRef': 'granular',
  'PodSpec.nodeSelector': 'atomic',
  'ReplicationControllerSpec.selector': 'atomic',
  'ServiceSpec.selector': 'atomic',
};

/** Whether the object or map in a field has one owner as a whole. */
export function isAtomicMap(type: string, field: string, valueType: string | undefined): boolean {
  const own = mapTypes[`${type}.${field}`];
  return own ? own === 'atomic' : valueType !== undefined && isAtomicType(valueType);
}

/** Whether objects of the type have one owner as a whole. */
export function isAtomicType(type: string): boolean {
  return atomicTypes.has(type);
}
