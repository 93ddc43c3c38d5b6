import type { HpaRecommendation, HpaWindowsRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { HorizontalPodAutoscalerBehavior } from '../../../api/generated/objects.ts';
import { withRecommendation } from './scalingHistory.ts';

/** The window for scaling down of an HPA that names none (`--horizontal-pod-autoscaler-downscale-stabilization`). */
export const downscaleStabilizationSeconds = 300;

/** A proposal after the windows, with the recommendations as they are remembered from now on. */
export interface Stabilized {
  readonly recommendations: readonly HpaRecommendation[];
  readonly windows: HpaWindowsRecord;
}

/** Without `behavior`: the highest that was recommended within the window for scaling down (`stabilizeRecommendation`). */
export function stabilizeDown(recommendations: readonly HpaRecommendation[], newest: HpaRecommendation): Stabilized {
  const cutoffMs = newest.timeMs - downscaleStabilizationSeconds * 1000;
  const isOld = ({ timeMs }: HpaRecommendation) => timeMs < cutoffMs;
  const within = inOrder([...recommendations.filter((one) => !isOld(one)), newest]);
  return {
    recommendations: withRecommendation(recommendations, newest, isOld),
    windows: {
      down: { seconds: downscaleStabilizationSeconds, recommendations: within },
      replicas: Math.max(...within.map(({ replicas }) => replicas)),
    },
  };
}

/**
 * With `behavior`: the present size, moved up to the lowest recommendation of the one window and down to the highest of the
 * other (`stabilizeRecommendationWithBehaviors`).
 */
export function stabilizeBothWays(
  recommendations: readonly HpaRecommendation[],
  newest: HpaRecommendation,
  { scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior,
  currentReplicas: number,
): Stabilized {
  const window = (seconds: number) => {
    const cutoffMs = newest.timeMs - seconds * 1000;
    const within = recommendations.filter(({ timeMs }) => timeMs > cutoffMs);
    return { seconds, cutoffMs, recommendations: inOrder([...within, newest]) };
  };
  const up = window(scaleUp?.stabilizationWindowSeconds ?? 0);
  const down = window(scaleDown?.stabilizationWindowSeconds ?? downscaleStabilizationSeconds);
  const lowest = Math.min(...up.recommendations.map(({ replicas }) => replicas));
  const highest = Math.max(...down.recommendations.map(({ replicas }) => replicas));
  const oldMs = Math.min(up.cutoffMs, down.cutoffMs);
  return {
    recommendations: withRecommendation(recommendations, newest, ({ timeMs }) => timeMs < oldMs),
    windows: {
      up: { seconds: up.seconds, recommendations: up.recommendations },
      down: { seconds: down.seconds, recommendations: down.recommendations },
      replicas: Math.min(Math.max(currentReplicas, lowest), highest),
    },
  };
}

function inOrder(recommendations: readonly HpaRecommendation[]): readonly HpaRecommendation[] {
  return recommendations.toSorted((a, b) => a.timeMs - b.timeMs);
}
