import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/generated/objects.ts';
import type { KubernetesObject, Stored, WatchEvent } from '../../api/objects.ts';
import {
  nodeKind,
  persistentVolumeClaimKind,
  persistentVolumeKind,
  podKind,
  storageClassKind,
} from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import type { Timer } from '../timeline.ts';
import { nodeChanged, waitingPodChanged } from './changes.ts';
import { ClusterState } from './clusterState.ts';
import type { ClusterChange } from './plugin.ts';
import { isGated } from './plugins/schedulingGates.ts';
import { filterPlugins } from './plugins.ts';
import { isAlike, type PodInfo, podInfoOf } from './podInfo.ts';
import { SchedulingCycle } from './schedulingCycle.ts';
import { SchedulingQueue } from './schedulingQueue.ts';

/** A watch event reaches the scheduler after some milliseconds; measured on small kubeadm clusters. */
const watchLatencyMs = 5;
/** One scheduling cycle: kube-scheduler places about 200 Pods a second with its default client limits. */
const cycleMs = 5;
/** How often Pods are looked for that have been unschedulable for long. */
const flushMs = 30_000;

const schedulerName = 'default-scheduler';

/**
 * kube-scheduler: finds a Node for each Pod that has none and that does not ask for another scheduler
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/). This is its watches and its clock;
 * `SchedulingQueue` says which Pod is next, `SchedulingCycle` places it.
 */
export class Scheduler {
  readonly #context: ComponentContext;
  readonly #cluster: ClusterState;
  readonly #queue: SchedulingQueue;
  readonly #cycle: SchedulingCycle;
  #next: { readonly timer: Timer; readonly atMs: number } | undefined;
  #flush: Timer | undefined;

  constructor(context: ComponentContext) {
    this.#context = context;
    const { api } = context;
    this.#cluster = new ClusterState(api);
    this.#queue = new SchedulingQueue(() => context.nowMs());
    this.#cycle = new SchedulingCycle(context, this.#cluster, this.#queue);
    for (const node of api.list<Node>(nodeKind)) this.#cluster.setNode(node);
    for (const pod of api.list<Pod>(podKind)) this.#onPod('ADDED', pod);
    api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => this.#onNode(type, object));
    api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => this.#onPod(type, object));
    api.subscribe<PersistentVolumeClaim>(persistentVolumeClaimKind, watchLatencyMs, (event) => {
      this.#cycle.bindReady();
      this.#tell({ what: 'claim', ...sides(event) });
    });
    api.subscribe<PersistentVolume>(persistentVolumeKind, watchLatencyMs, (event) =>
      this.#tell({ what: 'volume', ...sides(event) }),
    );
    api.subscribe<StorageClass>(storageClassKind, watchLatencyMs, (event) =>
      this.#tell({ what: 'storageClass', ...sides(event) }),
    );
  }

  #onNode(type: string, node: Stored<Node>): void {
    const before = this.#cluster.node(node.metadata.name)?.node;
    if (type === 'DELETED') {
      this.#cluster.removeNode(node.metadata.name);
      this.#tell({ what: 'node', before: node });
      return;
    }
    this.#cluster.setNode(node);
    if (!before || nodeChanged(before, node)) this.#tell({ what: 'node', before, after: node });
  }

  #onPod(type: string, pod: Stored<Pod>): void {
    const { phase } = pod.status ?? {};
    if (type === 'DELETED' || phase === 'Succeeded' || phase === 'Failed') this.#onEnd(pod);
    else if (pod.spec?.nodeName) this.#onAssigned(pod, pod.spec.nodeName);
    else if ((pod.spec?.schedulerName ?? schedulerName) === schedulerName) this.#onWaiting(pod);
  }

  #onEnd(pod: Stored<Pod>): void {
    const { uid } = pod.metadata;
    const waiting = this.#queue.get(uid)?.pod;
    this.#queue.delete(uid);
    const held = this.#cluster.nominations.nodeOf(uid) === undefined ? undefined : waiting;
    this.#cluster.nominations.remove(uid);
    this.#cycle.forget(uid);
    const before = this.#cluster.release(uid) ?? held;
    if (before) this.#tell({ what: 'assignedPod', before });
  }

  #onAssigned(pod: Stored<Pod>, nodeName: string): void {
    const { uid } = pod.metadata;
    this.#queue.delete(uid);
    const known = this.#cluster.placed(uid);
    const isNews = this.#cycle.forget(uid) || !known;
    if (known && isAlike(known, pod)) {
      known.pod = pod;
      if (isNews) this.#tell({ what: 'assignedPod', after: known });
      return;
    }
    const after = podInfoOf(pod, known);
    this.#cluster.place(after, nodeName);
    this.#tell({ what: 'assignedPod', ...(!isNews && { before: known }), after });
  }

  #onWaiting(pod: Stored<Pod>): void {
    const queued = this.#queue.get(pod.metadata.uid);
    if (!queued) {
      const info = podInfoOf(pod);
      if (this.#cluster.placed(info.uid)) return;
      this.#queue.add(info);
      this.#remember(undefined, info);
      if (isGated(info)) this.#cycle.stateGated(info);
      this.#wake();
      return;
    }
    const before = queued.pod;
    const info = podInfoOf(pod, before);
    this.#queue.update(queued, info);
    this.#remember(before, info);
    if (queued.place === 'unschedulable' && waitingPodChanged(before.pod, pod)) {
      const change: ClusterChange = { what: 'waitingPod', before: before.pod, after: pod };
      if (this.#mayHelp(queued.pod, queued.rejectors, change)) this.#queue.requeue(queued);
    }
    this.#wake();
  }

  /** Room that is being made for a Pod stays its own, whoever has written so into its status. */
  #remember(before: PodInfo | undefined, info: PodInfo): void {
    const [old, now] = [before?.pod.status?.nominatedNodeName, info.pod.status?.nominatedNodeName];
    if (now && (now !== old || !before)) this.#cluster.nominations.set(info, now);
    else if (!now && old) this.#cluster.nominations.remove(info.uid);
  }

  /** Something changed: the unschedulable Pods that it may help are tried again. */
  #tell(change: ClusterChange): void {
    if (this.#queue.hasUnschedulable) {
      for (const queued of [...this.#queue.unschedulable]) {
        if (this.#mayHelp(queued.pod, queued.rejectors, change)) this.#queue.requeue(queued);
      }
    }
    this.#wake();
  }

  #mayHelp(pod: PodInfo, rejectors: ReadonlySet<string>, change: ClusterChange): boolean {
    return filterPlugins.some(({ name, mayHelp }) => rejectors.has(name) && mayHelp(pod, change, this.#cluster));
  }

  #wake(): void {
    const readyMs = this.#queue.readyMs();
    if (readyMs !== undefined) {
      const now = this.#context.nowMs();
      const atMs = Math.max(readyMs, now + cycleMs);
      if (!this.#next || atMs < this.#next.atMs) {
        this.#next?.timer.cancel();
        const { timeline } = this.#context;
        const run = () => this.#runCycle();
        // Who backs off after an error may do so for ever: nobody has to wait for that.
        const timer = readyMs <= now ? timeline.after(cycleMs, run) : timeline.heartbeatAfter(atMs - now, run);
        this.#next = { timer, atMs };
      }
    }
    if (this.#queue.hasUnschedulable) {
      this.#flush ??= this.#context.timeline.heartbeatAfter(flushMs, () => {
        this.#flush = undefined;
        this.#queue.requeueForgotten();
        this.#wake();
      });
    }
  }

  #runCycle(): void {
    this.#next = undefined;
    const queued = this.#queue.pop();
    if (queued) this.#cycle.schedule(queued);
    this.#wake();
  }
}

/** What a watch event says of an object: the version before is not known, and does not matter for these kinds. */
function sides<T extends KubernetesObject>({
  type,
  object,
}: WatchEvent<Stored<T>>): { before?: Stored<T>; after?: Stored<T> } {
  if (type === 'ADDED') return { after: object };
  return type === 'DELETED' ? { before: object } : { before: object, after: object };
}
