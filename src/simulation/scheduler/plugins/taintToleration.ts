import type { Node, Taint, Toleration } from '../../../api/generated/objects.ts';
import { tolerates } from '../../../api/tolerations.ts';
import { type FilterPlugin, finalMisfit, type ScorePlugin } from '../plugin.ts';
import { invertedShare } from '../rating.ts';

const misfit = finalMisfit('node(s) had untolerated taint(s)');

/**
 * A taint keeps away the Pods that do not tolerate it
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/).
 */
export const taintToleration: FilterPlugin = {
  name: 'TaintToleration',
  prepare: ({ spec }, cluster) => {
    if (!cluster.someClosed) return undefined;
    return { filter: ({ node }) => (toleratesNode(spec.tolerations, node) ? undefined : misfit) };
  },
  mayHelp: ({ spec }, change) => {
    if (change.what === 'waitingPod') return change.before?.spec?.tolerations !== change.after?.spec?.tolerations;
    if (change.what !== 'node' || !change.after) return false;
    const before = change.before !== undefined && toleratesNode(spec.tolerations, change.before);
    return !before && toleratesNode(spec.tolerations, change.after);
  },
};

/** Prefers Nodes with few taints PreferNoSchedule that the Pod does not tolerate. */
export const tolerationScore: ScorePlugin = {
  name: 'TaintToleration',
  weight: 3,
  rate: ({ spec }, nodes, cluster) => {
    if (!cluster.someClosed || !nodes.some(({ node }) => node.spec?.taints?.some(isPreference))) return undefined;
    const tolerations = (spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
    return {
      score: ({ node }) =>
        (node.spec?.taints ?? []).filter((taint) => isPreference(taint) && !tolerates(tolerations, taint)).length,
      normalize: invertedShare,
    };
  },
};

/** Whether no taint keeps the Pod away. */
export function toleratesNode(tolerations: readonly Toleration[] | undefined, node: Node): boolean {
  const taints = node.spec?.taints;
  if (!taints || taints.length === 0) return true;
  return taints.every((taint) => isPreference(taint) || tolerates(tolerations, taint));
}

function isPreference({ effect }: Taint): boolean {
  return effect !== 'NoSchedule' && effect !== 'NoExecute';
}
