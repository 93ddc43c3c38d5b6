import type { PodDisruptionBudget } from '../../api/generated/objects.ts';
import { matchesLabels, queryOf } from '../../api/labels.ts';
import type { Stored } from '../../api/objects.ts';
import type { PodInfo } from './podInfo.ts';

/** Parts Pods into those whose eviction a PodDisruptionBudget forbids, if all before them went, too, and the others. */
export function byDisruptionBudgets(
  pods: readonly PodInfo[],
  budgets: readonly Stored<PodDisruptionBudget>[],
): { violating: readonly PodInfo[]; others: readonly PodInfo[] } {
  const allowed = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const pod of pods) {
    let violates = false;
    budgets.forEach((budget, i) => {
      if (!protects(budget, pod)) return;
      allowed[i] = (allowed[i] ?? 0) - 1;
      if ((allowed[i] ?? 0) < 0) violates = true;
    });
    (violates ? violating : others).push(pod);
  }
  return { violating, others };
}

/** An empty selector protects nothing here; a Pod whose eviction is under way is counted already. */
function protects({ metadata, spec, status }: Stored<PodDisruptionBudget>, { pod, namespace }: PodInfo): boolean {
  if (metadata.namespace !== namespace || !pod.metadata.labels || !spec?.selector) return false;
  const { query, problem } = queryOf(spec.selector);
  if (problem !== undefined || query.length === 0 || !matchesLabels(query, pod.metadata.labels)) return false;
  return status?.disruptedPods?.[pod.metadata.name] === undefined;
}
