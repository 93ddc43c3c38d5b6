import { clusterValues } from './valueMeanings/clusterValues.ts';
import { networkValues } from './valueMeanings/networkValues.ts';
import { placementValues } from './valueMeanings/placementValues.ts';
import { podValues } from './valueMeanings/podValues.ts';
import { storageValues } from './valueMeanings/storageValues.ts';
import type { ValueTable } from './valueMeanings/valueTable.ts';
import { workloadValues } from './valueMeanings/workloadValues.ts';

/** Sentences on values by type and field. */
export const valueTables: ValueTable = {
  ...podValues,
  ...placementValues,
  ...workloadValues,
  ...networkValues,
  ...storageValues,
  ...clusterValues,
};

/** Fields that take other values, too. */
const open = new Set([
  'Capabilities.add',
  'Capabilities.drop',
  'EmptyDirVolumeSource.medium',
  'ObjectFieldSelector.fieldPath',
  'PersistentVolumeClaimSpec.storageClassName',
  'PodAffinityTerm.topologyKey',
  'PodSpec.priorityClassName',
  'PolicyRule.apiGroups',
  'PolicyRule.resources',
  'PolicyRule.verbs',
  'ResourceFieldSelector.resource',
  'Secret.type',
  'ServiceSpec.clusterIP',
  'TopologySpreadConstraint.topologyKey',
]);

/** What a value of a type's field means, as Markdown; undefined where nothing is known of it. */
export function meaningOfValue(type: string, field: string, value: string): string | undefined {
  const key = `${type}.${field}`;
  const values = Object.hasOwn(valueTables, key) ? valueTables[key] : undefined;
  return values && Object.hasOwn(values, value) ? values[value] : undefined;
}

/** All values of a field that takes only those whose meaning is known here; undefined for any other. */
export function closedValuesOf(type: string, field: string): readonly string[] | undefined {
  const key = `${type}.${field}`;
  const values = Object.hasOwn(valueTables, key) && !open.has(key) ? valueTables[key] : undefined;
  return values && Object.keys(values);
}
