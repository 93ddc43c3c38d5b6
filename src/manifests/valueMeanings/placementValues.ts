import type { ValueTable } from './valueTable.ts';

const effects: ValueTable[string] = {
  NoSchedule: 'Pods that do not tolerate the taint get no place on the Node; those that run there stay.',
  PreferNoSchedule: 'The scheduler avoids the Node, but uses it if there is no other.',
  NoExecute: 'Pods that do not tolerate the taint get no place, and those that run there are driven away.',
};

const labelOperators: ValueTable[string] = {
  In: 'The label must be there and have one of the `values`.',
  NotIn: 'The label has none of the `values`; it may also be missing.',
  Exists: 'The label must be there, whatever its value.',
  DoesNotExist: 'The label must not be there.',
};

const topology: ValueTable[string] = {
  'kubernetes.io/hostname': 'Each Node is a place of its own.',
  'topology.kubernetes.io/zone': 'All Nodes of a zone are one place.',
  'topology.kubernetes.io/region': 'All Nodes of a region are one place.',
};

/** What values mean that say where Pods may run (https://kubernetes.io/docs/concepts/scheduling-eviction/). */
export const placementValues: ValueTable = {
  'Taint.effect': effects,
  'Toleration.effect': effects,
  'Toleration.operator': {
    Exists: 'Any value of the taint fits; without a `key`, any taint at all.',
    Equal: 'The taint must have this very `value`. This is the default.',
  },
  'LabelSelectorRequirement.operator': labelOperators,
  'NodeSelectorRequirement.operator': {
    ...labelOperators,
    Gt: 'The label, read as a whole number, must be greater than the one value.',
    Lt: 'The label, read as a whole number, must be less than the one value.',
  },
  'TopologySpreadConstraint.whenUnsatisfiable': {
    DoNotSchedule: 'A Pod that would make it uneven stays Pending.',
    ScheduleAnyway: 'The scheduler prefers places that make it even, but lets no Pod wait.',
  },
  'TopologySpreadConstraint.nodeAffinityPolicy': {
    Honor: "Only Nodes that fit the Pod's nodeSelector and node affinity count.",
    Ignore: 'All Nodes count.',
  },
  'TopologySpreadConstraint.nodeTaintsPolicy': {
    Honor: 'Nodes whose taints the Pod does not tolerate do not count.',
    Ignore: 'Taints do not matter: all Nodes count.',
  },
  'PodAffinityTerm.topologyKey': topology,
  'TopologySpreadConstraint.topologyKey': topology,
  'PodSpec.priorityClassName': {
    'system-cluster-critical': 'For what the whole cluster needs: priority 2000000000.',
    'system-node-critical': 'For what a Node needs: priority 2000001000, the highest of all.',
  },
  'PriorityClass.preemptionPolicy': {
    PreemptLowerPriority: 'If there is no room, Pods with a lower priority may have to go.',
    Never: 'Its Pods wait in front of those with a lower priority, but drive nobody away.',
  },
};
