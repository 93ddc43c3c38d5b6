import { defaultHpa } from '../../src/api/autoscaling/hpaDefaults.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior } from '../../src/api/generated/objects.ts';
import { normalize } from '../../src/simulation/controllers/horizontalPodAutoscaler/normalization.ts';
import type { Fact } from './oracleCases.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
/** The recorded functions read their clock a moment after the times that they were asked about. */
const momentMs = 1;

/** What our windows, policies and bounds answer to a recorded question, in the form of the recorded answer. */
export function hpaNormalizeAnswer(q: Fact['q']): unknown {
  const timeMs = (secondsAgo: number) => nowMs - secondsAgo * 1000 - momentMs;
  const changes = (list: unknown) =>
    ((list ?? []) as { Change: number; Ago: number }[]).map(({ Change, Ago }) => ({ change: Change, timeMs: timeMs(Ago) }));
  const recommended = (q.recommendations ?? []) as { R: number; Ago: number }[];
  const behavior = q.behavior === undefined ? undefined : withDefaults(q.behavior as HorizontalPodAutoscalerBehavior);
  const { replicas, conditions } = normalize({
    minReplicas: Number(q.min),
    maxReplicas: Number(q.max),
    currentReplicas: Number(q.current),
    proposal: Number(q.desired),
    ...(behavior && { behavior }),
    history: {
      recommendations: recommended.map(({ R, Ago }) => ({ replicas: R, timeMs: timeMs(Ago) })),
      scaleUps: changes(q.upEvents),
      scaleDowns: changes(q.downEvents),
    },
    nowMs,
  });
  return { conditions, replicas };
}

function withDefaults(behavior: HorizontalPodAutoscalerBehavior): HorizontalPodAutoscalerBehavior | undefined {
  const object = { spec: { behavior: structuredClone(behavior) } } as unknown as HorizontalPodAutoscaler;
  return defaultHpa(object).spec?.behavior;
}
