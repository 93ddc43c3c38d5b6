import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import type { ClusterState } from './clusterState.ts';
import type { NodeInfo } from './nodeInfo.ts';
import type { PodInfo } from './podInfo.ts';

/** The plugins' names in kube-scheduler (https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins). */
export type PluginName =
  | 'SchedulingGates'
  | 'NodeUnschedulable'
  | 'NodeName'
  | 'TaintToleration'
  | 'NodeAffinity'
  | 'NodePorts'
  | 'NodeResourcesFit'
  | 'VolumeRestrictions'
  | 'VolumeBinding'
  | 'PodTopologySpread'
  | 'InterPodAffinity'
  | 'NodeResourcesBalancedAllocation'
  | 'ImageLocality';

/** Why a Node cannot take a Pod. */
export interface Misfit {
  readonly reasons: readonly string[];
  /** Evicting other Pods would not help: kube-scheduler's UnschedulableAndUnresolvable. */
  readonly final: boolean;
}

/** Why no Node at all can take a Pod, known before looking at any. */
export interface Refusal {
  readonly refusal: string;
}

/** What a plugin has learnt of a Pod for one cycle: kube-scheduler's PreFilter state with its Filter. */
export interface Check {
  /** Only these Nodes come into question. */
  readonly nodeNames?: ReadonlySet<string>;
  filter?(node: NodeInfo): Misfit | undefined;
  /** Counts with a Pod on the Node that is not there, or without one that is: what if? */
  addPod?(pod: PodInfo, node: NodeInfo): void;
  removePod?(pod: PodInfo, node: NodeInfo): void;
}

/** Decides which Nodes can take a Pod. */
export interface FilterPlugin {
  readonly name: PluginName;
  /** Looks at the Pod once for a cycle; undefined where there is nothing to check. */
  prepare(pod: PodInfo, cluster: ClusterState): Check | Refusal | undefined;
  /** Whether a change may make room for a Pod that this plugin refused: kube-scheduler's queueing hint. */
  mayHelp(pod: PodInfo, change: ClusterChange, cluster: ClusterState): boolean;
}

/** What a plugin rates Nodes by in one cycle. */
export interface Rating {
  score(node: NodeInfo): number;
  /** Brings the scores of all Nodes, in their order, to 0 to 100; they are so already where it is missing. */
  normalize?(scores: number[]): void;
}

/** Prefers some of the Nodes that can take a Pod. */
export interface ScorePlugin {
  readonly name: PluginName;
  readonly weight: number;
  /** Looks at the Pod and the Nodes once for a cycle; undefined where it prefers none. */
  rate(pod: PodInfo, nodes: readonly NodeInfo[], cluster: ClusterState): Rating | undefined;
}

interface Change<Kind extends string, T> {
  readonly what: Kind;
  readonly before?: T | undefined;
  readonly after?: T | undefined;
}

/** Something came (`after`), went (`before`) or changed (both). */
export type ClusterChange =
  | Change<'node', Stored<Node>>
  /** A Pod that has a Node. */
  | Change<'assignedPod', PodInfo>
  /** The waiting Pod itself. */
  | Change<'waitingPod', Stored<Pod>>
  | Change<'claim', Stored<PersistentVolumeClaim>>
  | Change<'volume', Stored<PersistentVolume>>
  | Change<'storageClass', Stored<StorageClass>>;

/** A misfit for which evicting other Pods would not help. */
export const finalMisfit = (reason: string): Misfit => ({ reasons: [reason], final: true });

/** A misfit that may vanish with other Pods. */
export const resolvableMisfit = (reason: string): Misfit => ({ reasons: [reason], final: false });
