import type { DaemonSet, DaemonSetStatus, Node, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { shareOf } from '../../../api/shareOf.ts';
import { isAvailable, isReady } from '../pods/availability.ts';
import { isUpdated, oldestFirst, type Place, placeOn, targetNode } from './daemonPod.ts';

/** A DaemonSet, the Nodes and its Pods on them, at one moment. */
export interface DaemonView {
  readonly daemonSet: Stored<DaemonSet>;
  readonly revisionHash: string;
  readonly nowMs: number;
  readonly places: ReadonlyMap<string, Place>;
  /** Only Nodes with Pods; some may be gone. */
  readonly podsOn: ReadonlyMap<string, readonly Stored<Pod>[]>;
}

export function viewOf(
  daemonSet: Stored<DaemonSet>,
  revisionHash: string,
  nodes: readonly Stored<Node>[],
  pods: readonly Stored<Pod>[],
  nowMs: number,
): DaemonView {
  const places = new Map(nodes.map((node) => [node.metadata.name, placeOn(daemonSet, node)]));
  const podsOn = new Map<string, Stored<Pod>[]>();
  for (const pod of pods) {
    const { phase } = pod.status ?? {};
    // What has ended and is to go does not keep its successor waiting.
    if (pod.metadata.deletionTimestamp && (phase === 'Succeeded' || phase === 'Failed')) continue;
    const nodeName = targetNode(pod);
    if (nodeName === undefined) continue;
    const there = podsOn.get(nodeName);
    if (there) there.push(pod);
    else podsOn.set(nodeName, [pod]);
  }
  return { daemonSet, revisionHash, nowMs, places, podsOn };
}

export function minReadySeconds({ spec }: DaemonSet): number {
  return spec?.minReadySeconds ?? 0;
}

/** How many Nodes may be without an available Pod in a rollout, or have two (https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/). */
export function rollingLimits({ daemonSet, places }: DaemonView): { maxUnavailable: number; maxSurge: number } {
  const { updateStrategy } = daemonSet.spec ?? {};
  if (updateStrategy?.type !== 'RollingUpdate') return { maxUnavailable: 0, maxSurge: 0 };
  const desired = [...places.values()].filter(({ runs }) => runs).length;
  const { maxUnavailable = 1, maxSurge = 0 } = updateStrategy.rollingUpdate ?? {};
  const surge = shareOf(maxSurge, desired, Math.ceil) ?? 0;
  const unavailable = shareOf(maxUnavailable, desired, Math.ceil) ?? 0;
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The status (`updateDaemonSetStatus`): of the Pods on a Node the oldest counts. */
export function daemonSetStatus(view: DaemonView): DaemonSetStatus {
  const { daemonSet, revisionHash, nowMs, places, podsOn } = view;
  const count = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 };
  for (const [nodeName, { runs }] of places) {
    const [oldest] = oldestFirst(podsOn.get(nodeName) ?? []);
    if (!runs) {
      if (oldest) count.misscheduled += 1;
      continue;
    }
    count.desired += 1;
    if (!oldest) continue;
    count.current += 1;
    if (isReady(oldest)) count.ready += 1;
    if (isAvailable(oldest, minReadySeconds(daemonSet), nowMs)) count.available += 1;
    if (isUpdated(oldest, daemonSet, revisionHash)) count.updated += 1;
  }
  const { collisionCount, conditions } = daemonSet.status ?? {};
  const { generation } = daemonSet.metadata;
  const unavailable = count.desired - count.available;
  return {
    currentNumberScheduled: count.current,
    numberMisscheduled: count.misscheduled,
    desiredNumberScheduled: count.desired,
    numberReady: count.ready,
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(count.updated > 0 && { updatedNumberScheduled: count.updated }),
    ...(count.available > 0 && { numberAvailable: count.available }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
    ...(collisionCount !== undefined && { collisionCount }),
    ...(conditions && { conditions }),
  };
}
