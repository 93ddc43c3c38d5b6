import type { PodDisruptionBudget } from '../../api/generated/objects.ts';
import { podDisruptionBudgetKind } from '../apiserver/knownKinds.ts';
import type { Random } from '../random.ts';
import type { ClusterState } from './clusterState.ts';
import { type Diagnosis, fitMessage } from './diagnosis.ts';
import { byDisruptionBudgets } from './disruptionBudgets.ts';
import { misfitOf, type NamedCheck } from './filtering.ts';
import type { NodeInfo } from './nodeInfo.ts';
import { finalMisfit, type Misfit } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import { bestCandidate, byImportance, type Candidate } from './victims.ts';

/** What came of the attempt to make room: Pods that must go, or why none can. */
export type Preemption =
  | { readonly candidate: Candidate; readonly message: '' }
  | { readonly candidate?: undefined; readonly message: string; readonly forgetsNomination: boolean };

const notHelpful = finalMisfit('Preemption is not helpful for scheduling');
const noVictims = finalMisfit('No preemption victims found for incoming pod');
/** Of many Nodes only a part is tried: at least this many, or this share (DefaultPreemptionArgs). */
const minCandidates = 100;
const minCandidatePercent = 10;

/**
 * Looks for Pods of lower priority whose end would let the Pod fit on some Node: kube-scheduler's DefaultPreemption
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/).
 */
export function preempt(
  pod: PodInfo,
  diagnosis: Diagnosis,
  checks: readonly NamedCheck[],
  cluster: ClusterState,
  random: Random,
): Preemption {
  // The plugin before this one, DynamicResources, misses its own state where a plugin refused beforehand.
  if (diagnosis.refusal !== undefined) return { message: 'not found', forgetsNomination: false };
  const said = (message: string, forgetsNomination: boolean): Preemption => ({
    message: `no new claims to deallocate, preemption: ${message}`,
    forgetsNomination,
  });
  const objection = objectionToPreempting(pod, diagnosis, cluster);
  if (objection) return said(objection, false);

  const hopeful = cluster.nodes.filter(
    ({ name }) => (diagnosis.misfits.get(name) ?? diagnosis.others)?.final === false,
  );
  const enough = Math.min(
    hopeful.length,
    Math.max(minCandidates, Math.floor((hopeful.length * minCandidatePercent) / 100)),
  );
  const offset = hopeful.length === 0 ? 0 : random.integer(0, hopeful.length);
  const budgets = cluster.api.list<PodDisruptionBudget>(podDisruptionBudgetKind);
  const candidates: Candidate[] = [];
  const misfits = new Map<string, Misfit>();
  for (let i = 0; i < hopeful.length && candidates.length < enough; i++) {
    const node = hopeful[(offset + i) % hopeful.length];
    const found = node && victimsOn(node, pod, checks, cluster, budgets);
    if (!found) continue;
    if ('reasons' in found) misfits.set(node.name, found);
    else candidates.push(found);
  }
  const candidate = bestCandidate(candidates);
  if (candidate) return { candidate, message: '' };
  const { nodeCount } = diagnosis;
  return said(fitMessage({ nodeCount, misfits, others: notHelpful, rejectors: new Set() }), true);
}

/** Why a Pod may not preempt others at all. */
function objectionToPreempting(pod: PodInfo, { misfits }: Diagnosis, cluster: ClusterState): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const nominated = cluster.node(pod.pod.status?.nominatedNodeName ?? '');
  if (!nominated || misfits.get(nominated.name)?.final) return undefined;
  for (const other of nominated.pods) {
    if (other.priority < pod.priority && endsByPreemption(other)) {
      return 'not eligible due to a terminating pod on the nominated node.';
    }
  }
  return undefined;
}

function endsByPreemption({ pod }: PodInfo): boolean {
  if (!pod.metadata.deletionTimestamp) return false;
  return (pod.status?.conditions ?? []).some(
    ({ type, status, reason }) =>
      type === 'DisruptionTarget' && status === 'True' && reason === 'PreemptionByScheduler',
  );
}

/** The fewest and least important Pods that must go from a Node, or why that would not help. */
function victimsOn(
  real: NodeInfo,
  pod: PodInfo,
  checks: readonly NamedCheck[],
  cluster: ClusterState,
  budgets: Parameters<typeof byDisruptionBudgets>[1],
): Candidate | Misfit {
  const lower = [...real.pods].filter(({ priority }) => priority < pod.priority).sort(byImportance);
  if (lower.length === 0) return noVictims;
  const node = real.copy();
  const gone = new Set<PodInfo>();
  const remove = (victim: PodInfo): void => {
    node.removePod(victim.uid);
    gone.add(victim);
    for (const { check } of checks) check.removePod?.(victim, node);
  };
  const restore = (victim: PodInfo): void => {
    node.addPod(victim);
    gone.delete(victim);
    for (const { check } of checks) check.addPod?.(victim, node);
  };
  for (const victim of lower) remove(victim);
  const misfit = misfitOf(pod, node, checks, cluster);
  let violations = 0;
  if (!misfit) {
    const { violating, others } = byDisruptionBudgets(lower, budgets);
    for (const victim of [...violating, ...others]) {
      restore(victim);
      if (!misfitOf(pod, node, checks, cluster)) continue;
      remove(victim);
      if (violating.includes(victim)) violations += 1;
    }
  }
  const victims = lower.filter((victim) => gone.has(victim));
  // The checks are for this cycle and go on to the next Node: they must count all Pods again.
  for (const victim of victims) restore(victim);
  return misfit ?? { nodeName: real.name, victims, violations };
}
