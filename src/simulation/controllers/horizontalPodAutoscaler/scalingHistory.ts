import type { HpaRecommendation } from '../../../api/autoscaling/hpaRecord.ts';
import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../api/generated/objects.ts';

/** What a controller remembers of one HPA; it forgets all of it when it restarts. */
export interface ScalingHistory {
  /** What the metrics proposed, in places that are used again: not always in the order of time. */
  readonly recommendations: readonly HpaRecommendation[];
  readonly scaleUps: readonly ScaleEvent[];
  readonly scaleDowns: readonly ScaleEvent[];
}

/** One change of size by this HPA. */
export interface ScaleEvent {
  /** How many Pods were added or removed; more than 0. */
  readonly change: number;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
}

export const noHistory: ScalingHistory = { recommendations: [], scaleUps: [], scaleDowns: [] };

/** The size at the first look is a recommendation too: a new HPA does not shrink anything before its window is over. */
export function withInitialRecommendation(history: ScalingHistory, replicas: number, timeMs: number): ScalingHistory {
  return history.recommendations.length > 0 ? history : { ...history, recommendations: [{ replicas, timeMs }] };
}

/** The recommendations with a new one, in the place of the last that `isOld` (so that there are never more than a window has). */
export function withRecommendation(
  recommendations: readonly HpaRecommendation[],
  newest: HpaRecommendation,
  isOld: (one: HpaRecommendation) => boolean,
): readonly HpaRecommendation[] {
  return replacedLast(recommendations, newest, isOld);
}

/** The history with a change of size (`storeScaleEvent`); without policies nobody asks for it. */
export function withScaleEvent(
  history: ScalingHistory,
  behavior: HorizontalPodAutoscalerBehavior | undefined,
  { from, to, timeMs }: { readonly from: number; readonly to: number; readonly timeMs: number },
): ScalingHistory {
  if (!behavior) return history;
  const event: ScaleEvent = { change: Math.abs(to - from), timeMs };
  const stored = (events: readonly ScaleEvent[], rules: HPAScalingRules | undefined) => {
    const oldMs = timeMs - longestPeriodMs(rules);
    return replacedLast(events, event, (one) => one.timeMs < oldMs);
  };
  return to > from
    ? { ...history, scaleUps: stored(history.scaleUps, behavior.scaleUp) }
    : { ...history, scaleDowns: stored(history.scaleDowns, behavior.scaleDown) };
}

/** By how much the size changed within a period (`getReplicasChangePerPeriod`). */
export function changeWithin(events: readonly ScaleEvent[], periodSeconds: number, nowMs: number): number {
  const fromMs = nowMs - periodSeconds * 1000;
  return events.reduce((sum, { change, timeMs }) => (timeMs > fromMs ? sum + change : sum), 0);
}

function longestPeriodMs(rules: HPAScalingRules | undefined): number {
  return Math.max(0, ...(rules?.policies ?? []).map(({ periodSeconds }) => periodSeconds)) * 1000;
}

function replacedLast<T>(list: readonly T[], item: T, isOld: (one: T) => boolean): readonly T[] {
  const place = list.findLastIndex(isOld);
  return place < 0 ? [...list, item] : list.with(place, item);
}
