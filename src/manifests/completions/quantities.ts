import { hole } from './shape.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

type Examples = readonly (readonly [text: string, documentation: string])[];

const cpu: Examples = [
  ['100m', 'A tenth of one processor: m stands for thousandths.'],
  ['250m', 'A quarter of one processor.'],
  ['500m', 'Half of one processor.'],
  ['1', 'One processor.'],
];
const memory: Examples = [
  ['64Mi', '64 × 1024² bytes.'],
  ['128Mi', '128 × 1024² bytes.'],
  ['256Mi', '256 × 1024² bytes.'],
  ['512Mi', '512 × 1024² bytes.'],
  ['1Gi', '1024³ bytes. M and G without i count by thousands.'],
];
const storage: Examples = [
  ['1Gi', '1024³ bytes.'],
  ['5Gi', '5 × 1024³ bytes.'],
  ['10Gi', '10 × 1024³ bytes.'],
];
const share: Examples = [
  ['25%', 'A quarter of the Pods.'],
  ['50%', 'Half of the Pods.'],
];

const byKey: Readonly<Record<string, Examples>> = {
  cpu,
  memory,
  storage,
  'ephemeral-storage': storage,
  'requests.cpu': cpu,
  'limits.cpu': cpu,
  'requests.memory': memory,
  'limits.memory': memory,
  'requests.storage': storage,
};
const byField: Readonly<Record<string, Examples>> = {
  'EmptyDirVolumeSource.sizeLimit': memory,
  'RollingUpdateDeployment.maxSurge': share,
  'RollingUpdateDeployment.maxUnavailable': share,
  'RollingUpdateDaemonSet.maxUnavailable': share,
  'RollingUpdateStatefulSetStrategy.maxUnavailable': share,
  'PodDisruptionBudgetSpec.minAvailable': share,
  'PodDisruptionBudgetSpec.maxUnavailable': share,
};

/** Amounts as people write them: of a processor, of memory, of a disk, of Pods. */
export const quantities: Suggester = ({ place, name, type }) => {
  if (place.part !== 'value') return [];
  const key = place.path.at(-1);
  const examples =
    type.kind === 'quantity' && typeof key === 'string' && Object.hasOwn(byKey, key) ? byKey[key] : undefined;
  const found = examples ?? (Object.hasOwn(byField, name) ? byField[name] : undefined) ?? [];
  // Without quotes `1` is a number; quantities may be either.
  return found.map(([text, documentation]) => ({
    label: text,
    value: /^\d+$/.test(text) ? Number(text) : text,
    documentation,
  }));
};

/** What a container, a claim or a Namespace may have an amount of. */
export const resourceNames: Suggester = ({ place, name, type }) => {
  if (place.part !== 'key' || type.kind !== 'map' || type.of.kind !== 'quantity') return [];
  const names = Object.hasOwn(namesByField, name) ? namesByField[name] : undefined;
  return (names ?? ['cpu', 'memory', 'ephemeral-storage'])
    .filter((resource) => !place.written.includes(resource))
    .map(
      (resource): Suggestion => ({
        label: resource,
        fields: { [resource]: hole(byKey[resource]?.[1]?.[0] ?? '10') },
        detail: 'quantity',
        kind: 'field',
      }),
    );
};

const namesByField: Readonly<Record<string, readonly string[]>> = {
  'VolumeResourceRequirements.requests': ['storage'],
  'VolumeResourceRequirements.limits': ['storage'],
  'PersistentVolumeSpec.capacity': ['storage'],
  'ResourceQuotaSpec.hard': [
    ...['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory', 'requests.storage'],
    ...['pods', 'services', 'configmaps', 'secrets', 'persistentvolumeclaims', 'count/deployments.apps'],
  ],
};
