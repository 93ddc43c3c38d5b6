import { matchesNodeTerm } from '../../../api/nodeSelector.ts';
import type { Filter } from '../plugin.ts';

/**
 * Plugin NodeAffinity: `nodeSelector` and the required node affinity
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/).
 */
export const nodeAffinity: Filter = (pod, { node }) => {
  const { name, labels = {} } = node.metadata;
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const fits =
    selector.every(([key, value]) => labels[key] === value) &&
    (!required || required.nodeSelectorTerms.some((term) => matchesNodeTerm(term, { name, labels })));
  return fits ? undefined : { reasons: ["node(s) didn't match Pod's node affinity/selector"], final: true };
};
