import type { Filter } from '../plugin.ts';
import { tolerates } from '../tolerations.ts';

/** Plugin NodeUnschedulable: a cordoned Node takes no new Pods. */
export const nodeUnschedulable: Filter = (pod, { node }) => {
  if (!node.spec?.unschedulable) return undefined;
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (tolerates(pod.spec?.tolerations, taint)) return undefined;
  return { reasons: ['node(s) were unschedulable'], final: true };
};
