import type { HorizontalPodAutoscalerCondition } from '../../../api/generated/objects.ts';
import { formatTime } from '../../../api/time.ts';

/** What a controller says of an HPA, before it is known since when. */
export interface HpaCondition {
  readonly type: 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** The conditions with one set (`setConditionInList`): a new one comes last, and the time is that of its last change of status. */
export function withCondition(
  conditions: readonly HorizontalPodAutoscalerCondition[],
  condition: HpaCondition,
  nowMs: number,
): readonly HorizontalPodAutoscalerCondition[] {
  const place = conditions.findIndex(({ type }) => type === condition.type);
  const known = conditions[place];
  const since = known?.status === condition.status ? known.lastTransitionTime : formatTime(nowMs);
  const dated = { ...condition, ...(since !== undefined && { lastTransitionTime: since }) };
  return place < 0 ? [...conditions, dated] : conditions.with(place, dated);
}
