import type { Filter } from '../plugin.ts';
import { tolerates } from '../tolerations.ts';

/** Plugin TaintToleration: a taint keeps away the Pods that do not tolerate it. */
export const taintToleration: Filter = (pod, { node }) => {
  const taint = (node.spec?.taints ?? []).find(
    (candidate) =>
      (candidate.effect === 'NoSchedule' || candidate.effect === 'NoExecute') &&
      !tolerates(pod.spec?.tolerations, candidate),
  );
  if (!taint) return undefined;
  return { reasons: [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`], final: true };
};
