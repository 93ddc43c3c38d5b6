import type {
  Node,
  Pod,
  PodSpec,
  ReplicaSet,
  ReplicationController,
  Service,
  StatefulSet,
} from '../../api/generated/objects.ts';
import { type LabelQuery, matchesLabels, parseLabelSelector, queryOf } from '../../api/labels.ts';
import { selectsNode } from '../../api/nodeSelection.ts';
import type { Stored } from '../../api/objects.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { replicaSetKind, replicationControllerKind, serviceKind, statefulSetKind } from '../apiserver/knownKinds.ts';
import { readSelector } from './affinityTerm.ts';
import { toleratesNode } from './plugins/taintToleration.ts';

/** The label of a Node that holds its name. */
export const hostnameLabel = 'kubernetes.io/hostname';

/** A rule that spreads Pods; `matchLabelKeys` are in the selector already. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly minDomains: number;
  /** Undefined selects no Pod. */
  readonly query: LabelQuery | undefined;
  /** Whether Nodes that the Pod's node affinity rules out are left out of the count. */
  readonly honorsAffinity: boolean;
  /** Whether Nodes whose taints the Pod does not tolerate are left out of the count. */
  readonly honorsTaints: boolean;
}

/** The constraints of a Pod that forbid (`DoNotSchedule`) or that only rate (`ScheduleAnyway`). */
export function constraintsOf(
  spec: PodSpec,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
): readonly SpreadConstraint[] {
  return (spec.topologySpreadConstraints ?? [])
    .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
    .map(({ maxSkew, topologyKey, minDomains = 1, labelSelector, nodeAffinityPolicy, nodeTaintsPolicy }) => ({
      maxSkew,
      topologyKey,
      minDomains,
      query: readSelector(labelSelector),
      honorsAffinity: nodeAffinityPolicy !== 'Ignore',
      honorsTaints: nodeTaintsPolicy === 'Honor',
    }));
}

/**
 * What spreads a Pod that says nothing itself: the Pods of its Service, ReplicaSet or StatefulSet go over zones and
 * Nodes (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#internal-default-constraints).
 */
export function defaultConstraints(pod: Stored<Pod>, api: ComponentApi): readonly SpreadConstraint[] {
  const query = queryOfOwners(pod, api);
  if (query.length === 0) return [];
  const common = { minDomains: 1, query, honorsAffinity: true, honorsTaints: false };
  return [
    { ...common, topologyKey: hostnameLabel, maxSkew: 3 },
    { ...common, topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
  ];
}

/** Whether a Node has every label that the constraints speak of. */
export function hasTopologies({ metadata }: Node, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => metadata?.labels?.[topologyKey] !== undefined);
}

/** Whether the Pods of a Node count for a constraint of this Pod. */
export function counts(constraint: SpreadConstraint, spec: PodSpec, node: Node): boolean {
  return (
    (!constraint.honorsAffinity || selectsNode(spec, node)) &&
    (!constraint.honorsTaints || toleratesNode(spec.tolerations, node))
  );
}

function queryOfOwners(pod: Stored<Pod>, api: ComponentApi): LabelQuery {
  const { namespace = '', labels, ownerReferences = [] } = pod.metadata;
  const merged: Record<string, string> = {};
  for (const service of api.list<Service>(serviceKind, namespace)) {
    const selector = service.spec?.selector;
    if (selector && Object.entries(selector).every(([key, value]) => labels?.[key] === value)) {
      Object.assign(merged, selector);
    }
  }
  const owner = ownerReferences.find(({ controller }) => controller);
  const ofOwner = owner ? selectorOf(owner, namespace, api) : undefined;
  if (ofOwner && 'labels' in ofOwner) Object.assign(merged, ofOwner.labels);
  const text = Object.entries(merged)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const query = text === '' ? [] : parseLabelSelector(text).query;
  return ofOwner && 'query' in ofOwner ? [...query, ...ofOwner.query] : query;
}

function selectorOf(
  { apiVersion, kind, name }: { apiVersion: string; kind: string; name: string },
  namespace: string,
  api: ComponentApi,
): { labels: Record<string, string> } | { query: LabelQuery } | undefined {
  switch (`${apiVersion} ${kind}`) {
    case 'v1 ReplicationController':
      return {
        labels: api.get<ReplicationController>(replicationControllerKind, namespace, name)?.spec?.selector ?? {},
      };
    case 'apps/v1 ReplicaSet': {
      const selector = api.get<ReplicaSet>(replicaSetKind, namespace, name)?.spec?.selector;
      return selector && queryOf(selector);
    }
    case 'apps/v1 StatefulSet': {
      const selector = api.get<StatefulSet>(statefulSetKind, namespace, name)?.spec?.selector;
      return selector && queryOf(selector);
    }
    default:
      return undefined;
  }
}

/** Whether a constraint counts a Pod with these labels. */
export function selectsPod({ query }: SpreadConstraint, labels: Readonly<Record<string, string>> | undefined): boolean {
  return query !== undefined && matchesLabels(query, labels);
}
