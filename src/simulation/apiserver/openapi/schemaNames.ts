import { servedKinds } from '../../../api/kinds.ts';
import { type FieldType, typeSchema } from '../../../api/schema.ts';

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Types of the API machinery, which belong to no group. */
const metaTypes = [
  'ObjectMeta',
  'ListMeta',
  'LabelSelector',
  'LabelSelectorRequirement',
  'FieldSelectorRequirement',
  'OwnerReference',
  'ManagedFieldsEntry',
  'Condition',
  'Status',
  'StatusDetails',
  'StatusCause',
  'DeleteOptions',
  'Preconditions',
];

/** Kinds that are sent to subresources, and resources that are not stored. */
const furtherRoots: readonly (readonly [type: string, packageName: string])[] = [
  ['Binding', 'io.k8s.api.core.v1'],
  ['Eviction', 'io.k8s.api.policy.v1'],
  ['Scale', 'io.k8s.api.autoscaling.v1'],
  ['SelfSubjectAccessReview', 'io.k8s.api.authorization.v1'],
  ['SelfSubjectReview', 'io.k8s.api.authentication.v1'],
  ['SelfSubjectRulesReview', 'io.k8s.api.authorization.v1'],
];

/** Two types of one name in different groups: the schema tells them apart, the server does not have to. */
const namesInGroup: Readonly<Record<string, string>> = {
  EventsEvent: 'Event',
  EventsEventSeries: 'EventSeries',
  EndpointsPort: 'EndpointPort',
};

/** `io.k8s.api.networking.v1` of the group `networking.k8s.io`. */
function packageOf(group: string, version: string): string {
  // The registration of APIs is no part of `k8s.io/api`.
  if (group === 'apiregistration.k8s.io') return `io.k8s.kube-aggregator.pkg.apis.apiregistration.${version}`;
  return `io.k8s.api.${group === '' ? 'core' : group.split('.')[0]}.${version}`;
}

let packages: ReadonlyMap<string, string> | undefined;

/** A type belongs to the group of the first kind that leads to it: the core group comes first. */
function packagesByType(): ReadonlyMap<string, string> {
  if (packages) return packages;
  const found = new Map(metaTypes.map((type) => [type, meta]));
  const visit = (type: string, packageName: string) => {
    if (found.has(type) && found.get(type) !== packageName) return;
    if (found.has(type)) return;
    found.set(type, packageName);
    for (const below of typesIn(type)) visit(below, packageName);
  };
  for (const { group, version, type } of servedKinds) visit(type, packageOf(group, version));
  for (const [type, packageName] of furtherRoots) visit(type, packageName);
  packages = found;
  return found;
}

/** The types that the fields of a type lead to. */
export function typesIn(type: string): string[] {
  return [...typeSchema(type).fields.values()].flatMap((field) => {
    const name = namedType(field.type);
    return name === undefined ? [] : [name];
  });
}

function namedType(type: FieldType): string | undefined {
  if (type.kind === 'object') return type.type;
  return type.kind === 'list' || type.kind === 'map' ? namedType(type.of) : undefined;
}

/** The name of a type in the server's documents: `io.k8s.api.core.v1.Pod`. */
export function schemaName(type: string): string {
  const plain = namesInGroup[type] ?? type.replace(/V1$/, '');
  return `${packagesByType().get(type) ?? meta}.${plain}`;
}

/** The names of the types that are no objects. */
export const scalarNames = {
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  time: `${meta}.Time`,
  microTime: `${meta}.MicroTime`,
  fieldsV1: `${meta}.FieldsV1`,
  rawExtension: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
  patch: `${meta}.Patch`,
} as const;
