import { tolerates } from '../../../api/tolerations.ts';
import { type FilterPlugin, finalMisfit } from '../plugin.ts';

const misfit = finalMisfit('node(s) were unschedulable');
const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps new Pods away from a cordoned Node, but for those that tolerate its taint. */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  prepare: ({ spec }, cluster) => {
    if (!cluster.someClosed || tolerates(spec.tolerations, taint)) return undefined;
    return { filter: ({ node }) => (node.spec?.unschedulable ? misfit : undefined) };
  },
  mayHelp: (pod, change) => {
    if (change.what === 'waitingPod') return tolerates(pod.spec.tolerations, taint);
    if (change.what !== 'node' || !change.after) return false;
    return !change.after.spec?.unschedulable && (!change.before || change.before.spec?.unschedulable === true);
  },
};
