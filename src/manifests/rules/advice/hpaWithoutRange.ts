import { valueAt } from '../../plainLookup.ts';
import type { AdviceRule } from '../rule.ts';

/** With as many replicas at least as at most nothing is left to decide. */
export const hpaWithoutRange: AdviceRule = {
  id: 'advice/hpa-without-range',
  severity: 'info',
  check({ kind, value }) {
    if (kind?.kind !== 'HorizontalPodAutoscaler') return [];
    const most = valueAt(value, ['spec', 'maxReplicas']);
    const least = valueAt(value, ['spec', 'minReplicas']) ?? 1;
    if (typeof most !== 'number' || most !== least) return [];
    const message = `minReplicas and maxReplicas are both ${most}, so this autoscaler never changes anything. Raise maxReplicas to let it work.`;
    return [{ path: ['spec', 'maxReplicas'], part: 'value', message }];
  },
};
