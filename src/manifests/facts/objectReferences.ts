import type { FieldPath } from '../../api/field.ts';
import { textAt, valueAt } from '../plainLookup.ts';
import type { TypedObject } from './typedFields.ts';

/** A field that names another object. */
export interface ObjectReference {
  /** Where the name stands. */
  readonly path: FieldPath;
  readonly kind: string;
  readonly name: string;
  /** Only where it is not the Namespace of the manifest; empty for kinds without one. */
  readonly namespace?: string;
  /** Keys of the ConfigMap or Secret that must be there, each with its place. */
  readonly keys: readonly { readonly key: string; readonly path: FieldPath }[];
  /** `optional: true`: nothing is missed where it is not there. */
  readonly optional: boolean;
}

type Reading = (object: TypedObject) => ObjectReference[];

/** A reference by a field of the object, where a text stands in it. */
function byField(kind: string, field: string, scope: 'namespaced' | 'cluster' = 'namespaced'): Reading {
  return ({ value, path }) => {
    const name = textAt(value, [field]);
    if (name === undefined || name === '') return [];
    return [
      {
        path: [...path, field],
        kind,
        name,
        ...(scope === 'cluster' && { namespace: '' }),
        keys: keysOf(value, path),
        optional: valueAt(value, ['optional']) === true,
      },
    ];
  };
}

function keysOf(value: unknown, path: FieldPath): { key: string; path: FieldPath }[] {
  const key = textAt(value, ['key']);
  if (key !== undefined) return [{ key, path: [...path, 'key'] }];
  const items = valueAt(value, ['items']);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) => {
    const itemKey = textAt(item, ['key']);
    return itemKey === undefined ? [] : [{ key: itemKey, path: [...path, 'items', index, 'key'] }];
  });
}

/** A reference that names its kind itself: `scaleTargetRef`, `roleRef`. */
const byKindAndName: Reading = ({ value, path }) => {
  const kind = textAt(value, ['kind']);
  const name = textAt(value, ['name']);
  if (!kind || !name) return [];
  const namespace = textAt(value, ['namespace']);
  return [
    {
      path: [...path, 'name'],
      kind,
      name,
      ...(kind.startsWith('Cluster') ? { namespace: '' } : namespace !== undefined && { namespace }),
      keys: [],
      optional: false,
    },
  ];
};

/** Both names of a kind of reference in a Pod's spec. */
const ofPodSpec: Reading = (object) => [
  ...byField('ServiceAccount', 'serviceAccountName')(object),
  ...byField('PriorityClass', 'priorityClassName', 'cluster')(object),
];

const readings: Readonly<Record<string, Reading>> = {
  ConfigMapKeySelector: byField('ConfigMap', 'name'),
  ConfigMapEnvSource: byField('ConfigMap', 'name'),
  ConfigMapVolumeSource: byField('ConfigMap', 'name'),
  ConfigMapProjection: byField('ConfigMap', 'name'),
  SecretKeySelector: byField('Secret', 'name'),
  SecretEnvSource: byField('Secret', 'name'),
  SecretVolumeSource: byField('Secret', 'secretName'),
  SecretProjection: byField('Secret', 'name'),
  PersistentVolumeClaimVolumeSource: byField('PersistentVolumeClaim', 'claimName'),
  PersistentVolumeClaimSpec: (object) => [
    ...byField('StorageClass', 'storageClassName', 'cluster')(object),
    ...byField('PersistentVolume', 'volumeName', 'cluster')(object),
  ],
  PersistentVolumeSpec: byField('StorageClass', 'storageClassName', 'cluster'),
  PodSpec: ofPodSpec,
  LocalObjectReference: (object) => (object.field === 'imagePullSecrets' ? byField('Secret', 'name')(object) : []),
  StatefulSetSpec: byField('Service', 'serviceName'),
  IngressServiceBackend: byField('Service', 'name'),
  IngressTLS: byField('Secret', 'secretName'),
  CrossVersionObjectReference: byKindAndName,
  CrossVersionObjectReferenceV1: byKindAndName,
  RoleRef: byKindAndName,
  Subject: (object) => (textAt(object.value, ['kind']) === 'ServiceAccount' ? byKindAndName(object) : []),
};

/** What a manifest needs of other objects, in the order of the text. */
export function objectReferences(objects: readonly TypedObject[]): ObjectReference[] {
  return objects.flatMap((object) =>
    Object.hasOwn(readings, object.type) ? (readings[object.type]?.(object) ?? []) : [],
  );
}
