import type { FieldPath } from '../../api/field.ts';
import type { LabelSelector } from '../../api/generated/objects.ts';
import { labelsAt } from './podTemplate.ts';
import type { TypedObject } from './typedFields.ts';

/** A selector of Pods in a manifest. */
export interface WrittenSelector {
  readonly path: FieldPath;
  /** Where `app: web` pairs stand: the path itself, or its `matchLabels`. */
  readonly labelsPath: FieldPath;
  readonly selector: LabelSelector;
  /** `owner`: a workload's, which says which Pods are its own. */
  readonly role: 'service' | 'owner' | 'budget' | 'networkPolicy' | 'networkPeer' | 'affinity' | 'spread';
}

type Role = WrittenSelector['role'];

const rolesOfLabelSelectors: Readonly<Record<string, Role>> = {
  'DeploymentSpec.selector': 'owner',
  'ReplicaSetSpec.selector': 'owner',
  'StatefulSetSpec.selector': 'owner',
  'DaemonSetSpec.selector': 'owner',
  'JobSpec.selector': 'owner',
  'PodDisruptionBudgetSpec.selector': 'budget',
  'NetworkPolicySpec.podSelector': 'networkPolicy',
  'NetworkPolicyPeer.podSelector': 'networkPeer',
  'PodAffinityTerm.labelSelector': 'affinity',
  'TopologySpreadConstraint.labelSelector': 'spread',
};

const rolesOfMaps: Readonly<Record<string, Role>> = { ServiceSpec: 'service', ReplicationControllerSpec: 'owner' };

/** The selectors of Pods in a manifest, in the order of the text. */
export function writtenSelectors(objects: readonly TypedObject[]): WrittenSelector[] {
  return objects.flatMap(({ type, owner, field, path, value }): WrittenSelector[] => {
    const ofMap = Object.hasOwn(rolesOfMaps, type) ? rolesOfMaps[type] : undefined;
    if (ofMap) {
      const labelsPath = [...path, 'selector'];
      const matchLabels = labelsAt(value, ['selector']);
      if (Object.keys(matchLabels).length === 0) return [];
      return [{ path: labelsPath, labelsPath, selector: { matchLabels }, role: ofMap }];
    }
    if (type !== 'LabelSelector') return [];
    const place = `${owner}.${field}`;
    const role = Object.hasOwn(rolesOfLabelSelectors, place) ? rolesOfLabelSelectors[place] : undefined;
    return role ? [{ path, labelsPath: [...path, 'matchLabels'], selector: readSelector(value), role }] : [];
  });
}

/** Only what has the right types: the schema says the rest. */
export function readSelector(value: Readonly<Record<string, unknown>>): LabelSelector {
  const { matchExpressions } = value;
  const expressions = (Array.isArray(matchExpressions) ? matchExpressions : []).flatMap((item: unknown) => {
    const { key, operator, values } = Object(item) as Record<string, unknown>;
    if (typeof key !== 'string' || typeof operator !== 'string') return [];
    const texts = (Array.isArray(values) ? values : []).filter((text): text is string => typeof text === 'string');
    return [{ key, operator, values: texts }];
  });
  return { matchLabels: labelsAt(value, ['matchLabels']), matchExpressions: expressions };
}
