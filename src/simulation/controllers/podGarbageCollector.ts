import type { Node, Pod, PodCondition } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';

/** How often it looks (`gcCheckPeriod`). */
const periodMs = 20_000;
/** So long a Node must be missing before its Pods go (`quarantineTime`). */
const quarantineMs = 40_000;
/** So many Pods that have ended may stay (`--terminated-pod-gc-threshold`). */
const endedLimit = 12_500;

/**
 * Deletes Pods that nobody looks after: those of Nodes that are gone, those that were never scheduled and are to go, and
 * the oldest of very many that have ended
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection).
 */
export class PodGarbageCollector {
  readonly #context: ComponentContext;
  readonly #missingSince = new Map<string, number>();

  constructor(context: ComponentContext) {
    this.#context = context;
    context.timeline.every(periodMs, () => this.#collect());
  }

  #collect(): void {
    const { api } = this.#context;
    const nodes = new Set(api.list<Node>(nodeKind).map(({ metadata }) => metadata.name));
    for (const nodeName of this.#missingSince.keys()) if (nodes.has(nodeName)) this.#missingSince.delete(nodeName);
    const ended: Stored<Pod>[] = [];
    for (const pod of api.list<Pod>(podKind)) {
      const { nodeName } = pod.spec ?? {};
      if (nodeName ? !nodes.has(nodeName) && this.#isOutOfQuarantine(nodeName) : pod.metadata.deletionTimestamp) {
        this.#end(pod, nodeName ? 'orphan' : 'unscheduled');
      } else if (hasEnded(pod) && !pod.metadata.deletionTimestamp) ended.push(pod);
    }
    if (ended.length <= endedLimit) return;
    const oldest = ended.sort((a, b) => ageKey(a).localeCompare(ageKey(b))).slice(0, ended.length - endedLimit);
    for (const pod of oldest) this.#delete(pod);
  }

  #isOutOfQuarantine(nodeName: string): boolean {
    const nowMs = this.#context.nowMs();
    const sinceMs = this.#missingSince.get(nodeName);
    if (sinceMs === undefined) this.#missingSince.set(nodeName, nowMs);
    return sinceMs !== undefined && nowMs - sinceMs >= quarantineMs;
  }

  /** No kubelet will say what became of it: it counts as failed. */
  #end(pod: Stored<Pod>, why: 'orphan' | 'unscheduled'): void {
    if (!hasEnded(pod)) {
      const condition: PodCondition = {
        type: 'DisruptionTarget',
        status: 'True',
        lastTransitionTime: formatTime(this.#context.nowMs()),
        reason: 'DeletionByPodGC',
        message: 'PodGC: node no longer exists',
      };
      const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
      const conditions = why === 'orphan' ? [...others, condition] : (pod.status?.conditions ?? []);
      const status = { ...pod.status, phase: 'Failed', conditions };
      this.#context.api.update<Pod>(podKind, { ...pod, status }, 'status');
    }
    this.#delete(pod);
  }

  #delete({ metadata }: Stored<Pod>): void {
    const { namespace = '', name, uid } = metadata;
    this.#context.api.delete(podKind, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
  }
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function ageKey({ metadata }: Stored<Pod>): string {
  return `${metadata.creationTimestamp} ${metadata.namespace}/${metadata.name}`;
}
