import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** A budget that never allows a disruption: `kubectl drain` waits for ever (C238). */
export const budgetWithoutRoom: AdviceRule = {
  id: 'advice/budget-without-room',
  severity: 'info',
  check({ kind, value }) {
    if (kind?.kind !== 'PodDisruptionBudget') return [];
    const most = valueAt(value, ['spec', 'maxUnavailable']);
    const least = valueAt(value, ['spec', 'minAvailable']);
    const field = most === 0 || most === '0%' ? 'maxUnavailable' : least === '100%' ? 'minAvailable' : undefined;
    if (!field) return [];
    const message =
      'This budget never lets a Pod go: kubectl drain waits for ever, and so do upgrades of the Nodes. Allow one Pod to be away, and run one more than you need.';
    return [{ path: ['spec', field], part: 'value', message }];
  },
};
