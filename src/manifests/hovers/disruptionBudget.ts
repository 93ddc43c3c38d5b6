import { shareOf } from '../../api/shareOf.ts';
import { code } from '../markdown.ts';
import { valueAt } from '../plainLookup.ts';
import type { HoverSubject } from './subject.ts';

/** Numbers of Pods for which the budget is reckoned as an example. */
const examplePods = [1, 2, 3, 5, 10];

/** How many Pods a budget lets go at once: percentages round up, for both fields. */
export const disruptionBudget: HoverSubject = ({ document, ownerType, field, path }) => {
  if (ownerType !== 'PodDisruptionBudgetSpec') return undefined;
  if (field.name !== 'minAvailable' && field.name !== 'maxUnavailable') return undefined;
  const share = valueAt(document.value, path);
  if (typeof share !== 'number' && typeof share !== 'string') return undefined;
  const rows = examplePods.flatMap((pods) => {
    const count = shareOf(share, pods, Math.ceil);
    if (count === undefined) return [];
    const allowed = field.name === 'minAvailable' ? Math.max(0, pods - count) : Math.min(pods, count);
    return [{ pods, allowed }];
  });
  if (rows.length === 0) return undefined;
  const examples = rows.map(({ pods, allowed }) => `of ${pods}: ${allowed}`).join(', ');
  const rounding = typeof share === 'string' ? ` ${code(share)} is rounded **up**.` : '';
  const never = rows.every(({ allowed }) => allowed === 0);
  const warning = never
    ? field.name === 'maxUnavailable' || share === '100%'
      ? ' **No Pod may ever be evicted:** `kubectl drain` waits for ever.'
      : ''
    : '';
  return `Ready Pods that may be evicted at once: ${examples}.${rounding}${warning} It holds back evictions, as of \`kubectl drain\`, not crashes and not \`kubectl delete\`.`;
};
