import type { ClusterState } from './clusterState.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { NodeInfo } from './nodeInfo.ts';
import { type Check, type FilterPlugin, finalMisfit, type Misfit, type PluginName } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';

/** A plugin's check of one Pod. */
export interface NamedCheck {
  readonly plugin: PluginName;
  readonly check: Check;
}

/** The Nodes that can take a Pod, or why none can. */
export interface Filtered {
  readonly fitting: readonly NodeInfo[];
  readonly diagnosis: Diagnosis;
  readonly checks: readonly NamedCheck[];
  /** How many Nodes were looked at. */
  readonly lookedAt: number;
}

/** In clusters with fewer Nodes all are looked at. */
const minFittingNodes = 100;
const minFittingPercent = 5;
const none: readonly never[] = [];

/** How many fitting Nodes are enough: kube-scheduler's adaptive `percentageOfNodesToScore`. */
export function enoughNodes(nodeCount: number): number {
  if (nodeCount < minFittingNodes) return nodeCount;
  const percent = Math.max(minFittingPercent, 50 - Math.floor(nodeCount / 125));
  return Math.max(minFittingNodes, Math.floor((nodeCount * percent) / 100));
}

/** Looks for Nodes from `start` on and round until enough can take the Pod. */
export function filterNodes(
  pod: PodInfo,
  cluster: ClusterState,
  plugins: readonly FilterPlugin[],
  start: number,
): Filtered {
  const nodeCount = cluster.nodes.length;
  const misfits = new Map<string, Misfit>();
  const rejectors = new Set<PluginName>();
  const prepared = prepare(pod, cluster, plugins);
  if ('refusal' in prepared) {
    const { refusal, plugin } = prepared;
    rejectors.add(plugin);
    return { fitting: [], diagnosis: { nodeCount, refusal, misfits, rejectors }, checks: [], lookedAt: 0 };
  }
  const { checks } = prepared;
  const onReject = (plugin: PluginName): void => void rejectors.add(plugin);
  const tryNode = (node: NodeInfo): boolean => {
    const misfit = misfitOf(pod, node, checks, cluster, onReject);
    if (misfit) misfits.set(node.name, misfit);
    return misfit === undefined;
  };

  const nominated = cluster.node(cluster.nominations.nodeOf(pod.uid) ?? '');
  if (nominated && tryNode(nominated)) {
    return { fitting: [nominated], diagnosis: { nodeCount, misfits, rejectors }, checks, lookedAt: 0 };
  }
  const chosen = chosenNodes(checks, cluster);
  const nodes = chosen?.nodes ?? cluster.nodes;
  if (chosen) for (const plugin of chosen.plugins) rejectors.add(plugin);
  const enough = enoughNodes(nodes.length);
  const fitting: NodeInfo[] = [];
  let lookedAt = 0;
  for (; lookedAt < nodes.length && fitting.length < enough; lookedAt++) {
    const node = nodes[(start + lookedAt) % nodes.length];
    if (node && tryNode(node)) fitting.push(node);
  }
  const others = chosen && finalMisfit(`node(s) didn't satisfy plugin(s) [${chosen.plugins.join(' ')}]`);
  return { fitting, diagnosis: { nodeCount, misfits, rejectors, ...(others && { others }) }, checks, lookedAt };
}

/**
 * Why a Node cannot take a Pod. Pods of the same or a higher priority for which room is being made there count as if
 * they ran; but a Pod must not need them, since they may yet go elsewhere.
 */
export function misfitOf(
  pod: PodInfo,
  node: NodeInfo,
  checks: readonly NamedCheck[],
  cluster: ClusterState,
  onReject: (plugin: PluginName) => void = () => {},
): Misfit | undefined {
  const nominated = cluster.nominations.isEmpty ? none : nominatedBefore(pod, node, cluster);
  if (nominated.length > 0) {
    const full = node.copy();
    for (const other of nominated) {
      full.addPod(other);
      for (const { check } of checks) check.addPod?.(other, full);
    }
    const misfit = firstMisfit(full, checks, onReject);
    for (const other of nominated) for (const { check } of checks) check.removePod?.(other, full);
    if (misfit) return misfit;
  }
  return firstMisfit(node, checks, onReject);
}

function nominatedBefore(pod: PodInfo, node: NodeInfo, cluster: ClusterState): readonly PodInfo[] {
  return cluster.nominations
    .onNode(node.name)
    .filter((other) => other.uid !== pod.uid && other.priority >= pod.priority);
}

function firstMisfit(
  node: NodeInfo,
  checks: readonly NamedCheck[],
  onReject: (plugin: PluginName) => void,
): Misfit | undefined {
  for (const { plugin, check } of checks) {
    const misfit = check.filter?.(node);
    if (misfit) {
      onReject(plugin);
      return misfit;
    }
  }
  return undefined;
}

function prepare(
  pod: PodInfo,
  cluster: ClusterState,
  plugins: readonly FilterPlugin[],
): { checks: readonly NamedCheck[] } | { refusal: string; plugin: PluginName } {
  const checks: NamedCheck[] = [];
  for (const plugin of plugins) {
    const check = plugin.prepare(pod, cluster);
    if (!check) continue;
    if ('refusal' in check) return { refusal: check.refusal, plugin: plugin.name };
    checks.push({ plugin: plugin.name, check });
  }
  return { checks };
}

function chosenNodes(
  checks: readonly NamedCheck[],
  cluster: ClusterState,
): { nodes: readonly NodeInfo[]; plugins: readonly PluginName[] } | undefined {
  const choosing = checks.filter(({ check }) => check.nodeNames);
  const [first, ...others] = choosing.map(({ check }) => check.nodeNames ?? new Set<string>());
  if (!first) return undefined;
  const names = [...first].filter((name) => others.every((set) => set.has(name))).sort();
  const nodes = names.flatMap((name) => cluster.node(name) ?? []);
  return { nodes, plugins: choosing.map(({ plugin }) => plugin) };
}
