import type { HpaLimitRecord, HpaPolicyRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { HPAScalingPolicy, HPAScalingRules } from '../../../api/generated/objects.ts';
import { changeWithin, type ScalingHistory } from './scalingHistory.ts';

/** How far one step may go, before `minReplicas` and `maxReplicas`. */
export type ScaleLimit = Omit<HpaLimitRecord, 'limitedBy' | 'policyReplicas'> & { readonly policyReplicas: number };

/** Where no policy is given there is no largest or smallest: these are Go's. */
const [smallest, largest] = [-(2 ** 31), 2 ** 31 - 1];

/** Without `behavior`: to twice the size, and always to 4 (`calculateScaleUpLimit`). */
export function doublingLimit(currentReplicas: number): ScaleLimit {
  return { direction: 'up', select: 'Doubling', policies: [], policyReplicas: Math.max(2 * currentReplicas, 4) };
}

/** The most that the policies for scaling up allow; at least the present size (`calculateScaleUpLimitWithScalingRules`). */
export function scaleUpLimit(
  rules: HPAScalingRules | undefined,
  currentReplicas: number,
  history: ScalingHistory,
  nowMs: number,
): ScaleLimit {
  return limitOf('up', rules, { currentReplicas, history, nowMs }, (start, { type, value }) =>
    // Rounded up, or a small percentage of few Pods would never move.
    type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100)),
  );
}

/** The least that the policies for scaling down allow; at most the present size (`calculateScaleDownLimitWithBehaviors`). */
export function scaleDownLimit(
  rules: HPAScalingRules | undefined,
  currentReplicas: number,
  history: ScalingHistory,
  nowMs: number,
): ScaleLimit {
  return limitOf('down', rules, { currentReplicas, history, nowMs }, (start, { type, value }) =>
    type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100)),
  );
}

interface Moment {
  readonly currentReplicas: number;
  readonly history: ScalingHistory;
  readonly nowMs: number;
}

function limitOf(
  direction: 'up' | 'down',
  rules: HPAScalingRules | undefined,
  { currentReplicas, history, nowMs }: Moment,
  sizeBy: (periodStart: number, policy: HPAScalingPolicy) => number,
): ScaleLimit {
  const select = selectionOf(rules);
  if (select === 'Disabled') return { direction, select, policies: [], policyReplicas: currentReplicas };
  const policies = (rules?.policies ?? []).map((policy): HpaPolicyRecord => {
    const { type, value, periodSeconds } = policy;
    const added = changeWithin(history.scaleUps, periodSeconds, nowMs);
    const removed = changeWithin(history.scaleDowns, periodSeconds, nowMs);
    const replicas = sizeBy(currentReplicas - added + removed, policy);
    return { type: type === 'Pods' ? 'Pods' : 'Percent', value, periodSeconds, added, removed, replicas };
  });
  const sizes = policies.map(({ replicas }) => replicas);
  const picksHighest = (direction === 'up') === (select === 'Max');
  const picked = picksHighest ? Math.max(smallest, ...sizes) : Math.min(largest, ...sizes);
  // What was done within the periods already may be more than they allow: then it stays where it is.
  const bound = direction === 'up' ? Math.max : Math.min;
  return { direction, select, policies, policyReplicas: bound(picked, currentReplicas) };
}

function selectionOf(rules: HPAScalingRules | undefined): 'Max' | 'Min' | 'Disabled' {
  const { selectPolicy } = rules ?? {};
  return selectPolicy === 'Min' || selectPolicy === 'Disabled' ? selectPolicy : 'Max';
}
