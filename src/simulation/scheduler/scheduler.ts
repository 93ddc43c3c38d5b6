import type { Node, Pod, PodCondition } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import { EventRecorder } from '../eventRecorder.ts';
import type { Timer } from '../timeline.ts';
import { unschedulableMessage } from './failure.ts';
import { nodeAffinity } from './filters/nodeAffinity.ts';
import { nodeResourcesFit } from './filters/nodeResourcesFit.ts';
import { nodeUnschedulable } from './filters/nodeUnschedulable.ts';
import { taintToleration } from './filters/taintToleration.ts';
import { NodeInfo } from './nodeInfo.ts';
import type { Filter, Misfit, Score } from './plugin.ts';
import { balancedAllocation, leastAllocated } from './scores/nodeResources.ts';

const filters: readonly Filter[] = [nodeUnschedulable, taintToleration, nodeAffinity, nodeResourcesFit];
const scores: readonly Score[] = [leastAllocated, balancedAllocation];

/** A watch event reaches the scheduler after some milliseconds; measured on small kubeadm clusters. */
const watchLatencyMs = 5;
/** One scheduling cycle: kube-scheduler places about 200 Pods a second with its default client limits. */
const cycleMs = 5;
/** An unschedulable Pod waits 1 s, then 2 s, … up to 10 s before it is tried again (podInitialBackoffSeconds, podMaxBackoffSeconds). */
const initialBackoffMs = 1_000;
const maxBackoffMs = 10_000;

interface Unschedulable {
  readonly attempts: number;
  readonly sinceMs: number;
}

/** kube-scheduler: finds a Node for each Pod that has none (https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/). */
export class Scheduler {
  readonly #context: ComponentContext;
  readonly #events: EventRecorder;
  readonly #nodes = new Map<string, NodeInfo>();
  readonly #nodeOfPod = new Map<string, string>();
  /** Pods to try, oldest first; the key is `namespace/name`. */
  readonly #active = new Set<string>();
  readonly #unschedulable = new Map<string, Unschedulable>();
  #cycle: Timer | undefined;

  constructor(context: ComponentContext) {
    this.#context = context;
    this.#events = new EventRecorder(context, { component: 'default-scheduler' }, 'dated');
    for (const node of context.api.list<Node>(nodeKind)) this.#nodes.set(node.metadata.name, new NodeInfo(node));
    context.api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => this.#onNode(type, object));
    context.api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => this.#onPod(type, object));
    for (const pod of context.api.list<Pod>(podKind)) this.#onPod('ADDED', pod);
  }

  #onNode(type: string, node: Stored<Node>): void {
    const info = this.#nodes.get(node.metadata.name);
    if (type === 'DELETED') this.#nodes.delete(node.metadata.name);
    else if (info) info.setNode(node);
    else this.#nodes.set(node.metadata.name, new NodeInfo(node));
    this.#retryUnschedulable();
  }

  #onPod(type: string, pod: Stored<Pod>): void {
    const key = `${pod.metadata.namespace}/${pod.metadata.name}`;
    const ended = type === 'DELETED' || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (ended) {
      this.#active.delete(key);
      this.#unschedulable.delete(key);
      if (this.#release(pod.metadata.uid)) this.#retryUnschedulable();
    } else if (pod.spec?.nodeName) {
      this.#active.delete(key);
      this.#place(pod, pod.spec.nodeName);
    } else if (!this.#unschedulable.has(key)) {
      this.#activate(key);
    }
  }

  #place(pod: Stored<Pod>, nodeName: string): void {
    this.#nodes.get(nodeName)?.addPod(pod);
    this.#nodeOfPod.set(pod.metadata.uid, nodeName);
  }

  #release(uid: string): boolean {
    const nodeName = this.#nodeOfPod.get(uid);
    if (nodeName === undefined) return false;
    this.#nodes.get(nodeName)?.removePod(uid);
    this.#nodeOfPod.delete(uid);
    return true;
  }

  #activate(key: string): void {
    this.#active.add(key);
    this.#cycle ??= this.#context.timeline.after(cycleMs, () => this.#runCycle());
  }

  #runCycle(): void {
    this.#cycle = undefined;
    const [key] = this.#active;
    if (key === undefined) return;
    this.#active.delete(key);
    this.#schedule(key);
    if (this.#active.size > 0) this.#cycle = this.#context.timeline.after(cycleMs, () => this.#runCycle());
  }

  #schedule(key: string): void {
    const [namespace = '', name = ''] = key.split('/');
    const pod = this.#context.api.get<Pod>(podKind, namespace, name);
    if (!pod || pod.spec?.nodeName || pod.metadata.deletionTimestamp) return;
    if ((pod.spec?.schedulingGates ?? []).length > 0) return;
    if (pod.spec?.schedulerName && pod.spec.schedulerName !== 'default-scheduler') return;

    const misfits: Misfit[] = [];
    const fitting: NodeInfo[] = [];
    for (const info of this.#nodes.values()) {
      const misfit = firstMisfit(pod, info);
      if (misfit) misfits.push(misfit);
      else fitting.push(info);
    }
    const chosen = this.#best(pod, fitting);
    if (!chosen) {
      this.#refuse(key, pod, misfits);
      return;
    }
    const nodeName = chosen.node.metadata.name;
    const refusal = this.#context.api.bind(namespace, name, nodeName);
    if (refusal) return;
    this.#unschedulable.delete(key);
    this.#place(pod, nodeName);
    this.#events.record(pod, {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${key} to ${nodeName}`,
      action: 'Binding',
    });
  }

  /** Among the best Nodes one is drawn, as kube-scheduler does. */
  #best(pod: Stored<Pod>, fitting: readonly NodeInfo[]): NodeInfo | undefined {
    if (fitting.length <= 1) return fitting[0];
    let bestTotal = -1;
    let best: NodeInfo[] = [];
    for (const info of fitting) {
      const total = scores.reduce((sum, score) => sum + score(pod, info), 0);
      if (total > bestTotal) {
        bestTotal = total;
        best = [info];
      } else if (total === bestTotal) best.push(info);
    }
    return this.#context.random.pick(best);
  }

  #refuse(key: string, pod: Stored<Pod>, misfits: readonly Misfit[]): void {
    const message = unschedulableMessage(misfits);
    const attempts = (this.#unschedulable.get(key)?.attempts ?? 0) + 1;
    this.#unschedulable.set(key, { attempts, sinceMs: this.#context.nowMs() });
    this.#events.record(pod, { type: 'Warning', reason: 'FailedScheduling', message, action: 'Scheduling' });

    const old = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (old?.message === message) return;
    const condition: PodCondition = {
      type: 'PodScheduled',
      status: 'False',
      lastTransitionTime: old?.status === 'False' ? old.lastTransitionTime : formatTime(this.#context.nowMs()),
      reason: 'Unschedulable',
      message,
    };
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
    this.#context.api.update<Pod>(
      podKind,
      { ...pod, status: { ...pod.status, conditions: [...others, condition] } },
      'status',
    );
  }

  /** Something changed that could make room: each waiting Pod gets another try once its back-off is over. */
  #retryUnschedulable(): void {
    for (const [key, { attempts, sinceMs }] of this.#unschedulable) {
      const backoffMs = Math.min(initialBackoffMs * 2 ** (attempts - 1), maxBackoffMs);
      const remainingMs = Math.max(0, sinceMs + backoffMs - this.#context.nowMs());
      this.#context.timeline.after(remainingMs, () => {
        if (this.#unschedulable.has(key)) this.#activate(key);
      });
    }
  }
}

function firstMisfit(pod: Stored<Pod>, info: NodeInfo): Misfit | undefined {
  for (const filter of filters) {
    const misfit = filter(pod, info);
    if (misfit) return misfit;
  }
  return undefined;
}
