import type { Node, Taint } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { nodeKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';

/** What the state of a Node is called as a taint (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export const notReadyTaint = 'node.kubernetes.io/not-ready';
export const unreachableTaint = 'node.kubernetes.io/unreachable';
const unschedulableTaint = 'node.kubernetes.io/unschedulable';

/** Pressures and the taints that keep new Pods away from them. */
const pressureTaints: readonly (readonly [condition: string, taint: string])[] = [
  ['MemoryPressure', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'node.kubernetes.io/pid-pressure'],
];

const ownedNoSchedule = new Set([
  notReadyTaint,
  unreachableTaint,
  unschedulableTaint,
  ...pressureTaints.map(([, taint]) => taint),
]);

/** Whether a Node's `Ready` is True, False or Unknown. */
export function readinessOf(node: Node): string {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'Unknown';
}

/** The taints of effect NoSchedule that the state of a Node asks for. */
export function wantedNoSchedule({ spec, status }: Node): string[] {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return [
    ...(ready === 'False' ? [notReadyTaint] : ready === 'Unknown' ? [unreachableTaint] : []),
    ...pressureTaints
      .filter(([type]) => status?.conditions?.some((one) => one.type === type && one.status === 'True'))
      .map(([, taint]) => taint),
    ...(spec?.unschedulable ? [unschedulableTaint] : []),
  ];
}

/** Gives a Node the NoSchedule taints of its state and takes those away that no longer hold; others are left alone. */
export function updateNoScheduleTaints(context: ComponentContext, node: Stored<Node>): void {
  const wanted = wantedNoSchedule(node);
  const taints = node.spec?.taints ?? [];
  const isOwned = ({ key, effect }: Taint) => effect === 'NoSchedule' && ownedNoSchedule.has(key);
  const kept = taints.filter((taint) => !isOwned(taint) || wanted.includes(taint.key));
  const missing = wanted.filter((key) => !kept.some((taint) => isOwned(taint) && taint.key === key));
  if (kept.length === taints.length && missing.length === 0) return;
  const timeAdded = formatTime(context.nowMs());
  writeTaints(context, node, [...kept, ...missing.map((key) => ({ key, effect: 'NoSchedule', timeAdded }))]);
}

/** Gives a Node the NoExecute taint of its state, which its Pods are evicted for, and takes the other away. */
export function setNoExecuteTaint(context: ComponentContext, node: Stored<Node>, key: string | undefined): void {
  const taints = node.spec?.taints ?? [];
  const isOwned = (taint: Taint) =>
    taint.effect === 'NoExecute' && (taint.key === notReadyTaint || taint.key === unreachableTaint);
  const kept = taints.filter((taint) => !isOwned(taint) || taint.key === key);
  const hasIt = key === undefined || kept.some((taint) => isOwned(taint) && taint.key === key);
  if (kept.length === taints.length && hasIt) return;
  const timeAdded = formatTime(context.nowMs());
  writeTaints(context, node, hasIt ? kept : [...kept, { key, effect: 'NoExecute', timeAdded }]);
}

function writeTaints(context: ComponentContext, node: Stored<Node>, taints: readonly Taint[]): void {
  const { taints: _, ...spec } = node.spec ?? {};
  context.api.update<Node>(nodeKind, { ...node, spec: { ...spec, ...(taints.length > 0 && { taints: [...taints] }) } });
}
