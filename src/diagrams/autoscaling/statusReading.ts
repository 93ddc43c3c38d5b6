import { listOf, textOf } from '../looseValues.ts';
import { leaf, type OutlineItem } from '../outlineItem.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import { statusMetrics } from './statusMetrics.ts';

/** What an autoscaler's status says where there is no record of how it came about. */
export function statusReading({ hpa, records }: AutoscalerSight): OutlineItem[] {
  const { spec, status } = hpa;
  const desired = textOf(status?.desiredReplicas);
  const head: OutlineItem = {
    text: `${textOf(spec?.scaleTargetRef?.kind)} ${textOf(spec?.scaleTargetRef?.name)}`.trim() || 'No target',
    ...(desired !== '' && { state: 'running', said: `wanted: ${desired}` }),
    children: statusMetrics(hpa).map(({ name, seen, target }) =>
      leaf(`${name || 'metric'}: ${seen || 'unknown'} where ${target} is wanted`),
    ),
  };
  const conditions = listOf(status?.conditions).map((condition): OutlineItem => {
    const { type, reason, message } = condition;
    const isTrue = condition.status === 'True';
    // Being limited is no trouble by itself, but it is what a person looks for.
    const isGood = textOf(type) === 'ScalingLimited' ? !isTrue : isTrue;
    const state = { state: isGood ? 'ready' : 'failed', said: textOf(reason) || textOf(condition.status) } as const;
    return { ...leaf(`${textOf(type)} is ${textOf(condition.status)}`), ...state, children: [leaf(textOf(message))] };
  });
  const remark = records
    ? 'Its controller has not looked yet: it does every 15 seconds, and each look is explained here.'
    : 'A real cluster tells what came of a look, in these conditions and in Events, but not how it was reckoned. The practice cluster shows each look as a calculation.';
  return [head, ...(conditions.length > 0 ? [{ text: 'Conditions', children: conditions }] : []), leaf(remark)];
}
