import type { Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isAvailable, isReady } from '../pods/availability.ts';
import { isUpdated, oldestFirst } from './daemonPod.ts';
import { type DaemonView, minReadySeconds, rollingLimits } from './daemonView.ts';

/** What is to be done about the Pods of a DaemonSet. */
export interface DaemonChanges {
  /** Nodes that need a Pod. */
  readonly create: readonly string[];
  readonly delete: readonly Stored<Pod>[];
  /** Pods that have ended and go, for the Events; failed ones may have to wait. */
  readonly ended: readonly Stored<Pod>[];
}

/** One Pod for each Node that is to have one, none on the others (`manage`, `podsShouldBeOnNode`). */
export function wantedChanges(view: DaemonView): DaemonChanges {
  const { places, podsOn } = view;
  const create: string[] = [];
  const remove: Stored<Pod>[] = [];
  const ended: Stored<Pod>[] = [];
  for (const [nodeName, { runs, stays }] of places) {
    const pods = podsOn.get(nodeName);
    if (!pods) {
      if (runs) create.push(nodeName);
      continue;
    }
    const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    if (!stays) {
      remove.push(...alive);
      continue;
    }
    const running = alive.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
    ended.push(...alive.filter((pod) => !running.includes(pod)));
    remove.push(...surplus(view, oldestFirst(running)));
  }
  for (const [nodeName, pods] of podsOn) {
    if (!places.has(nodeName)) remove.push(...pods.filter(({ spec }) => !spec?.nodeName));
  }
  return { create, delete: remove, ended };
}

/** The Pods of a Node beyond the oldest; in a surge the new one may stand beside the old one until it is available. */
function surplus(view: DaemonView, running: readonly Stored<Pod>[]): readonly Stored<Pod>[] {
  if (running.length <= 1) return [];
  if (rollingLimits(view).maxSurge === 0) return running.slice(1);
  const { daemonSet, revisionHash, nowMs } = view;
  const [newPods, oldPods] = parted(running, (pod) => isUpdated(pod, daemonSet, revisionHash));
  const [newPod, oldPod] = [newPods[0], oldPods[0]];
  const others = [...newPods.slice(1), ...oldPods.slice(1)];
  const isReplaced = newPod && oldPod && (!isReady(oldPod) || isAvailable(newPod, minReadySeconds(daemonSet), nowMs));
  return isReplaced ? [...others, oldPod] : others;
}

/** The next step of a rollout: old Pods that go, Nodes that get a second Pod (`rollingUpdate`). */
export function rollingChanges(view: DaemonView): Pick<DaemonChanges, 'create' | 'delete'> {
  const { maxUnavailable, maxSurge } = rollingLimits(view);
  return maxSurge === 0 ? replaceSome(view, maxUnavailable) : surge(view, maxSurge);
}

function replaceSome(view: DaemonView, maxUnavailable: number): Pick<DaemonChanges, 'create' | 'delete'> {
  const { broken, candidates, waiting } = rolloutState(view);
  return { create: [], delete: [...broken, ...candidates.slice(0, Math.max(0, maxUnavailable - waiting))] };
}

function rolloutState(view: DaemonView) {
  const [broken, candidates]: [Stored<Pod>[], Stored<Pod>[]] = [[], []];
  let waiting = 0;
  for (const { newPods, oldPods } of nodesOf(view)) {
    const [newPod, oldPod] = [newPods[0], oldPods[0]];
    const isClear = newPods.length + oldPods.length === 1;
    if (!isClear || (newPod && !available(view, newPod))) waiting += 1;
    else if (oldPod) (available(view, oldPod) ? candidates : broken).push(oldPod);
  }
  return { broken, candidates, waiting };
}

function surge(view: DaemonView, maxSurge: number): Pick<DaemonChanges, 'create' | 'delete'> {
  const [broken, candidates]: [string[], string[]] = [[], []];
  const replaced: Stored<Pod>[] = [];
  let waiting = 0;
  for (const { nodeName, newPods, oldPods } of nodesOf(view)) {
    const [newPod, oldPod] = [newPods[0], oldPods[0]];
    if (newPods.length > 1 || oldPods.length > 1) waiting += 1;
    else if (!oldPod) continue;
    else if (!newPod) (available(view, oldPod) ? candidates : broken).push(nodeName);
    else if (available(view, newPod)) replaced.push(oldPod);
    else waiting += 1;
  }
  return { create: [...broken, ...candidates.slice(0, Math.max(0, maxSurge - waiting))], delete: replaced };
}

function nodesOf({ podsOn, daemonSet, revisionHash }: DaemonView) {
  return [...podsOn].map(([nodeName, pods]) => {
    const alive = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const [newPods, oldPods] = parted(alive, (pod) => isUpdated(pod, daemonSet, revisionHash));
    return { nodeName, newPods, oldPods };
  });
}

function available({ daemonSet, nowMs }: DaemonView, pod: Stored<Pod>): boolean {
  return isAvailable(pod, minReadySeconds(daemonSet), nowMs);
}

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
