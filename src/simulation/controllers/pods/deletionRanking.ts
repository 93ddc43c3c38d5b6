import type { ContainerStatus, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { parseTime } from '../../../api/time.ts';
import { isActive, isReady, readyCondition } from './availability.ts';

const deletionCostAnnotation = 'controller.kubernetes.io/pod-deletion-cost';

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/**
 * The Pods that a controller deletes first come first: those without a Node, then the pending, the unready, the cheaper by
 * their annotation, those on Nodes with many of their like, the younger, those that restarted more
 * (`ActivePodsWithRanks` of kube-controller-manager;
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset). `related` are the Pods
 * that count as like: those of all ReplicaSets of a Deployment.
 */
export function rankForDeletion(
  pods: readonly Stored<Pod>[],
  related: readonly Pod[],
  nowMs: number,
): readonly Stored<Pod>[] {
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const nodeName = pod.spec?.nodeName ?? '';
    if (isActive(pod)) onNode.set(nodeName, (onNode.get(nodeName) ?? 0) + 1);
  }
  const ranked = pods.map((pod) => rankOf(pod, onNode.get(pod.spec?.nodeName ?? '') ?? 0));
  return ranked.sort((a, b) => compare(a, b, nowMs)).map(({ pod }) => pod);
}

interface Ranked {
  readonly pod: Stored<Pod>;
  /** Smaller comes first, one after the other. */
  readonly order: readonly number[];
  readonly readyMs: number | undefined;
  readonly restarts: readonly number[];
  readonly createdMs: number | undefined;
}

function rankOf(pod: Stored<Pod>, likeOnNode: number): Ranked {
  const cost = Number(pod.metadata.annotations?.[deletionCostAnnotation] ?? 0);
  const readyTime = isReady(pod) ? readyCondition(pod)?.lastTransitionTime : undefined;
  return {
    pod,
    order: [
      pod.spec?.nodeName ? 1 : 0,
      phaseOrder[pod.status?.phase ?? ''] ?? 0,
      isReady(pod) ? 1 : 0,
      Number.isNaN(cost) ? 0 : cost,
      -likeOnNode,
    ],
    readyMs: readyTime === undefined ? undefined : parseTime(readyTime),
    restarts: [-mostRestarts(pod, 'regular'), -mostRestarts(pod, 'sidecar')],
    createdMs: parseTime(pod.metadata.creationTimestamp),
  };
}

function compare(a: Ranked, b: Ranked, nowMs: number): number {
  return (
    compareInTurn(a.order, b.order) ||
    compareAges(a, b, a.readyMs, b.readyMs, nowMs) ||
    compareInTurn(a.restarts, b.restarts) ||
    compareAges(a, b, a.createdMs, b.createdMs, nowMs)
  );
}

function compareInTurn(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, index) => value !== b[index]);
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number);
}

/**
 * The younger first, but ages are compared in powers of two: of Pods of about the same age a random one goes, that with
 * the smaller uid (KEP-2185).
 */
function compareAges(a: Ranked, b: Ranked, aMs: number | undefined, bMs: number | undefined, nowMs: number): number {
  if (aMs === undefined || bMs === undefined || aMs === bMs) return 0;
  const difference = ageRank(nowMs - aMs) - ageRank(nowMs - bMs);
  if (difference !== 0) return difference;
  return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1;
}

/** The power of two of an age, which a real controller takes in nanoseconds. */
function ageRank(ageMs: number): number {
  return ageMs > 0 ? Math.floor(Math.log2(ageMs * 1_000_000)) : -1;
}

/** The restarts of the container that has most of them. */
function mostRestarts({ spec, status }: Pod, which: 'regular' | 'sidecar'): number {
  const most = (statuses: readonly ContainerStatus[]) =>
    Math.max(0, ...statuses.map(({ restartCount }) => restartCount));
  if (which === 'regular') return most(status?.containerStatuses ?? []);
  const sidecars = (spec?.initContainers ?? [])
    .filter(({ restartPolicy }) => restartPolicy === 'Always')
    .map(({ name }) => name);
  return most((status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.includes(name)));
}
