import type { Pod } from '../../../api/generated/objects.ts';
import { podStatusText, readyText, restartsText } from '../../../api/podStatus.ts';
import { ageText, type RowCondition } from '../tableLayout.ts';

/** A Pod's row, in the order of its columns. */
export function podCells(pod: Pod, nowMs: number): string[] {
  return [
    pod.metadata?.name ?? '',
    readyText(pod),
    podStatusText(pod),
    restartsText(pod, nowMs),
    ageText(pod.metadata?.creationTimestamp, nowMs),
    pod.status?.podIPs?.[0]?.ip || pod.status?.podIP || '<none>',
    pod.spec?.nodeName || '<none>',
    pod.status?.nominatedNodeName || '<none>',
    gatesText(pod),
  ];
}

/** Marks the row of a Pod that has ended. */
export function podRowConditions(pod: Pod): RowCondition[] {
  switch (pod.status?.phase) {
    case 'Succeeded':
      return [completed('Succeeded', 'The pod has completed successfully.')];
    case 'Failed':
      return [completed('Failed', 'The pod failed.')];
    default:
      return [];
  }
}

function completed(reason: string, message: string): RowCondition {
  return { type: 'Completed', status: 'True', reason, message };
}

function gatesText(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const conditions = pod.status?.conditions ?? [];
  const open = gates.filter(({ conditionType }) =>
    conditions.some(({ type, status }) => type === conditionType && status === 'True'),
  );
  return `${open.length}/${gates.length}`;
}
