import type { Condition, Pod, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime, parseTime } from '../../../api/time.ts';
import { isReady } from '../pods/availability.ts';
import type { Expected } from './budgetScale.ts';

/** So long after its eviction a Pod that is still there counts again (`DeletionTimeout`). */
const deletionTimeoutMs = 2 * 60_000;

/** Pods that were evicted a moment ago and have not begun to go. */
export interface Disrupted {
  readonly pods: Readonly<Record<string, string>>;
  /** When the first of them counts again. */
  readonly recheckMs: number | undefined;
  readonly notDeleted: readonly Stored<Pod>[];
}

/** Which of the evicted Pods are still expected to go (`buildDisruptedPodMap`). */
export function stillDisrupted(
  { status }: PodDisruptionBudget,
  pods: readonly Stored<Pod>[],
  nowMs: number,
): Disrupted {
  const names = Object.entries(status?.disruptedPods ?? {});
  const known = new Map(names.length === 0 ? [] : pods.map((pod) => [pod.metadata.name, pod]));
  const left: [string, string][] = [];
  const notDeleted: Stored<Pod>[] = [];
  const ends: number[] = [];
  for (const [name, since] of names) {
    const pod = known.get(name);
    if (!pod || pod.metadata.deletionTimestamp) continue;
    const endMs = (parseTime(since) ?? nowMs) + deletionTimeoutMs;
    if (endMs < nowMs) notDeleted.push(pod);
    else {
      left.push([name, since]);
      ends.push(endMs);
    }
  }
  return { pods: Object.fromEntries(left), recheckMs: ends.length > 0 ? Math.min(...ends) : undefined, notDeleted };
}

/** The status (https://kubernetes.io/docs/tasks/run-application/configure-pdb/#check-the-status-of-the-pdb). */
export function budgetStatus(
  budget: Stored<PodDisruptionBudget>,
  pods: readonly Stored<Pod>[],
  expected: Expected,
  disrupted: Disrupted,
  nowMs: number,
): PodDisruptionBudgetStatus {
  const { generation = 0 } = budget.metadata;
  if (expected.problem !== undefined) {
    const failed = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0, ...budget.status, disruptionsAllowed: 0 };
    const words = { status: 'False', reason: 'SyncFailed', message: expected.problem };
    return { ...failed, observedGeneration: generation, conditions: conditionsWith(budget, words, nowMs) };
  }
  const { expectedPods, desiredHealthy } = expected;
  const currentHealthy = pods.filter(
    (pod) => !pod.metadata.deletionTimestamp && disrupted.pods[pod.metadata.name] === undefined && isReady(pod),
  ).length;
  const disruptionsAllowed = expectedPods <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  const words =
    disruptionsAllowed > 0
      ? { status: 'True', reason: 'SufficientPods', message: '' }
      : { status: 'False', reason: 'InsufficientPods', message: '' };
  return {
    currentHealthy,
    desiredHealthy,
    disruptionsAllowed,
    expectedPods,
    observedGeneration: generation,
    conditions: conditionsWith(budget, words, nowMs),
    ...(Object.keys(disrupted.pods).length > 0 && { disruptedPods: { ...disrupted.pods } }),
  };
}

function conditionsWith(
  { metadata, status }: Stored<PodDisruptionBudget>,
  words: Pick<Condition, 'status' | 'reason' | 'message'>,
  nowMs: number,
): Condition[] {
  const type = 'DisruptionAllowed';
  const conditions = status?.conditions ?? [];
  const known = conditions.find((condition) => condition.type === type);
  const lastTransitionTime = known?.status === words.status ? known.lastTransitionTime : formatTime(nowMs);
  const condition: Condition = { type, ...words, observedGeneration: metadata.generation ?? 0, lastTransitionTime };
  return known ? conditions.map((each) => (each === known ? condition : each)) : [...conditions, condition];
}
