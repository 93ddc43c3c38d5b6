import type { NodeSelectorTerm, PodSpec } from '../../../api/generated/objects.ts';
import { matchesTerm, selectsNode } from '../../../api/nodeSelection.ts';
import { type FilterPlugin, finalMisfit, type ScorePlugin } from '../plugin.ts';
import { share } from '../rating.ts';

const misfit = finalMisfit("node(s) didn't match Pod's node affinity/selector");

/**
 * `nodeSelector` and the required node affinity
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/).
 */
export const nodeAffinity: FilterPlugin = {
  name: 'NodeAffinity',
  prepare: ({ spec }) => {
    const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    if (!required && !spec.nodeSelector) return undefined;
    const nodeNames = namedNodes(required?.nodeSelectorTerms ?? []);
    if (nodeNames?.size === 0) return { refusal: 'pod affinity terms conflict' };
    const filter = ({ node }: { node: Parameters<typeof selectsNode>[1] }) =>
      selectsNode(spec, node) ? undefined : misfit;
    return nodeNames ? { nodeNames, filter } : { filter };
  },
  mayHelp: ({ spec }, change) => {
    if (change.what === 'waitingPod') return selectionChanged(change.before?.spec, change.after?.spec);
    if (change.what !== 'node' || !change.after) return false;
    return selectsNode(spec, change.after) && !(change.before && selectsNode(spec, change.before));
  },
};

/** The preferred node affinity: the weights of the terms that match. */
export const nodeAffinityScore: ScorePlugin = {
  name: 'NodeAffinity',
  weight: 2,
  rate: ({ spec }) => {
    const preferred = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    if (preferred.length === 0) return undefined;
    return {
      score: ({ node }) =>
        preferred.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
      normalize: share,
    };
  },
};

/** Where every term asks for certain names of Nodes, as the DaemonSet controller writes it: just these come into question. */
function namedNodes(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | undefined {
  if (terms.length === 0) return undefined;
  const all = new Set<string>();
  for (const { matchFields = [] } of terms) {
    const lists = matchFields.flatMap(({ key, operator, values = [] }) =>
      key === 'metadata.name' && operator === 'In' ? [values] : [],
    );
    const [first, ...others] = lists;
    if (!first) return undefined;
    for (const name of first) if (others.every((names) => names.includes(name))) all.add(name);
  }
  return all;
}

function selectionChanged(before: PodSpec | undefined, after: PodSpec | undefined): boolean {
  return (
    before?.nodeSelector !== after?.nodeSelector || before?.affinity?.nodeAffinity !== after?.affinity?.nodeAffinity
  );
}
