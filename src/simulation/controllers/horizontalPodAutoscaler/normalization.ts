import type { HpaLimitRecord, HpaWindowsRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { HorizontalPodAutoscalerBehavior } from '../../../api/generated/objects.ts';
import type { HpaCondition } from './hpaConditions.ts';
import { doublingLimit, type ScaleLimit, scaleDownLimit, scaleUpLimit } from './scaleLimits.ts';
import type { ScalingHistory } from './scalingHistory.ts';
import { stabilizeBothWays, stabilizeDown } from './stabilization.ts';

/** What windows, policies and bounds look at. */
export interface NormalizationInput {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly currentReplicas: number;
  /** The largest proposal of the metrics. */
  readonly proposal: number;
  /** With its defaults. */
  readonly behavior?: HorizontalPodAutoscalerBehavior;
  readonly history: ScalingHistory;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** The size that comes out, and what the status says of it: AbleToScale and ScalingLimited. */
export interface Normalized {
  readonly replicas: number;
  readonly conditions: readonly HpaCondition[];
  readonly history: ScalingHistory;
  readonly windows: HpaWindowsRecord;
  /** Missing where the size neither rises nor falls. */
  readonly limit?: HpaLimitRecord;
}

/**
 * What becomes of a proposal: first the stabilization windows, then the policies, then `minReplicas` and `maxReplicas`
 * (`normalizeDesiredReplicas`, `normalizeDesiredReplicasWithBehaviors`;
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior).
 */
export function normalize(input: NormalizationInput): Normalized {
  const { behavior, proposal, currentReplicas, history, nowMs } = input;
  const newest = { replicas: proposal, timeMs: nowMs };
  const { recommendations, windows } = behavior
    ? stabilizeBothWays(history.recommendations, newest, behavior, currentReplicas)
    : stabilizeDown(history.recommendations, newest);
  const { replicas, limit } = behavior
    ? withinPolicies(input, behavior, windows.replicas)
    : withinDoubling(input, windows.replicas);
  const direction = !behavior || proposal < currentReplicas ? 'down' : 'up';
  const conditions = [
    windows.replicas === proposal ? readyForNewScale : stabilizedConditions[direction],
    limitedCondition(limit),
  ];
  return { replicas, conditions, history: { ...history, recommendations }, windows, ...(limit && { limit }) };
}

interface Limited {
  readonly replicas: number;
  readonly limit?: HpaLimitRecord;
}

/** `convertDesiredReplicasWithBehaviorRate`. */
function withinPolicies(
  { minReplicas, maxReplicas, currentReplicas, history, nowMs }: NormalizationInput,
  { scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior,
  wanted: number,
): Limited {
  if (wanted > currentReplicas) {
    return atMost(wanted, scaleUpLimit(scaleUp, currentReplicas, history, nowMs), maxReplicas);
  }
  if (wanted < currentReplicas) {
    return atLeast(wanted, scaleDownLimit(scaleDown, currentReplicas, history, nowMs), minReplicas);
  }
  return { replicas: wanted };
}

/** `convertDesiredReplicasWithRules`: the way down has no limit but `minReplicas`. */
function withinDoubling({ minReplicas, maxReplicas, currentReplicas }: NormalizationInput, wanted: number): Limited {
  const noLimit = { direction: 'down', select: 'None', policies: [] } as const;
  if (wanted < minReplicas) return { replicas: minReplicas, limit: { ...noLimit, limitedBy: 'minReplicas' } };
  const limited = atMost(wanted, doublingLimit(currentReplicas), maxReplicas);
  if (wanted > currentReplicas || limited.replicas !== wanted) return limited;
  return wanted < currentReplicas ? { replicas: wanted, limit: noLimit } : { replicas: wanted };
}

function atMost(wanted: number, limit: ScaleLimit, maxReplicas: number): Limited {
  const most = Math.min(maxReplicas, limit.policyReplicas);
  if (wanted <= most) return { replicas: wanted, limit };
  const limitedBy = maxReplicas > limit.policyReplicas ? 'policies' : 'maxReplicas';
  return { replicas: most, limit: { ...limit, limitedBy } };
}

function atLeast(wanted: number, limit: ScaleLimit, minReplicas: number): Limited {
  const least = Math.max(minReplicas, limit.policyReplicas);
  if (wanted >= least) return { replicas: wanted, limit };
  const limitedBy = minReplicas < limit.policyReplicas ? 'policies' : 'minReplicas';
  return { replicas: least, limit: { ...limit, limitedBy } };
}

const readyForNewScale: HpaCondition = {
  type: 'AbleToScale',
  status: 'True',
  reason: 'ReadyForNewScale',
  message: 'recommended size matches current size',
};

const stabilizedConditions: Readonly<Record<'up' | 'down', HpaCondition>> = {
  up: {
    type: 'AbleToScale',
    status: 'True',
    reason: 'ScaleUpStabilized',
    message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
  },
  down: {
    type: 'AbleToScale',
    status: 'True',
    reason: 'ScaleDownStabilized',
    message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
  },
};

const limits = {
  maxReplicas: ['TooManyReplicas', 'the desired replica count is more than the maximum replica count'],
  minReplicas: ['TooFewReplicas', 'the desired replica count is less than the minimum replica count'],
  up: ['ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate'],
  down: ['ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate'],
} as const;

function limitedCondition(limit: HpaLimitRecord | undefined): HpaCondition {
  const type = 'ScalingLimited';
  if (!limit?.limitedBy) {
    const message = 'the desired count is within the acceptable range';
    return { type, status: 'False', reason: 'DesiredWithinRange', message };
  }
  const [reason, message] = limits[limit.limitedBy === 'policies' ? limit.direction : limit.limitedBy];
  return { type, status: 'True', reason, message };
}
