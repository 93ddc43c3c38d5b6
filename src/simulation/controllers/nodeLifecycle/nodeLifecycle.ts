import type { Lease, Node, NodeCondition, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { leaseKind, nodeKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import {
  notReadyTaint,
  readinessOf,
  setNoExecuteTaint,
  unreachableTaint,
  updateNoScheduleTaints,
} from './nodeTaints.ts';
import type { PodsOfNodes } from './podsOfNodes.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;
/** How often Nodes are looked at (`--node-monitor-period`). */
const monitorPeriodMs = 5_000;
/** A Node that gave no sign of life for so long is not ready (`--node-monitor-grace-period`, 50 s since 1.32). */
const gracePeriodMs = 50_000;
/** One Node in ten seconds gets the taint that evicts its Pods (`--node-eviction-rate` 0.1). */
const evictionPeriodMs = 10_000;
/** Where more Nodes of a small cluster than this part are not ready, the fault is likely not theirs (`--unhealthy-zone-threshold`). */
const unhealthyPart = 0.55;
/** In clusters up to this size nothing is evicted then (`--large-cluster-size-threshold`). */
const largeCluster = 50;
/** The slower pace in larger ones (`--secondary-node-eviction-rate` 0.01). */
const slowEvictionPeriodMs = 100_000;

/** What the kubelet says of its Node; what it no longer says is not known. */
const kubeletConditions = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];

interface Watched {
  /** The last sign of life: the Lease's renewal and the Ready condition's heartbeat, as they were last seen. */
  sign: string;
  seenMs: number;
}

/**
 * The node lifecycle controller of kube-controller-manager: notices Nodes that give no sign of life, says so in their
 * status and in that of their Pods, and sets the taints that keep Pods away or evict them
 * (https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller).
 */
export class NodeLifecycle {
  readonly #context: ComponentContext;
  readonly #pods: PodsOfNodes;
  readonly #events: EventRecorder;
  readonly #watched = new Map<string, Watched>();
  /** Nodes that wait for the taint that evicts their Pods. */
  readonly #toEvict: string[] = [];
  #evictedAtMs = Number.NEGATIVE_INFINITY;

  constructor(context: ComponentContext, pods: PodsOfNodes) {
    this.#context = context;
    this.#pods = pods;
    this.#events = new EventRecorder(context, { component: 'node-controller' });
    const { api, timeline } = context;
    api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'DELETED') this.#nodeDeleted(object);
      else this.#taint(object.metadata.name);
    });
    timeline.every(monitorPeriodMs, () => this.#monitor());
  }

  #nodeDeleted(node: Stored<Node>): void {
    const { name } = node.metadata;
    this.#watched.delete(name);
    this.#events.record(node, {
      type: 'Normal',
      reason: 'RemovingNode',
      message: `Node ${name} event: Removing Node ${name} from Controller`,
    });
  }

  #taint(name: string): void {
    const node = this.#context.api.get<Node>(nodeKind, '', name);
    if (node) updateNoScheduleTaints(this.#context, node);
  }

  #monitor(): void {
    const nodes = this.#context.api.list<Node>(nodeKind);
    for (const node of nodes) this.#look(node);
    this.#evict();
  }

  #look(node: Stored<Node>): void {
    const { name } = node.metadata;
    const nowMs = this.#context.nowMs();
    const lease = this.#context.api.get<Lease>(leaseKind, 'kube-node-lease', name);
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const sign = `${lease?.spec?.renewTime} ${ready?.lastHeartbeatTime} ${ready?.status}`;
    const known = this.#watched.get(name);
    if (known?.sign !== sign && ready?.status !== 'Unknown') this.#watched.set(name, { sign, seenMs: nowMs });
    else if (known && known.sign !== sign && known.sign.split(' ')[0] !== sign.split(' ')[0]) {
      this.#watched.set(name, { sign, seenMs: nowMs });
    } else if (known && nowMs - known.seenMs > gracePeriodMs && ready?.status !== 'Unknown') this.#lost(node);
    if (ready) this.#planEviction(name);
  }

  /** No sign of life for too long: all that the kubelet said is unknown now, and its Pods are not ready. */
  #lost(node: Stored<Node>): void {
    const now = formatTime(this.#context.nowMs());
    const unknown = (type: string): NodeCondition => ({
      ...node.status?.conditions?.find((condition) => condition.type === type),
      type,
      status: 'Unknown',
      lastTransitionTime: now,
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
    const others = (node.status?.conditions ?? []).filter(({ type }) => !kubeletConditions.includes(type));
    const conditions = [...others, ...kubeletConditions.map(unknown)];
    const wasReady = readinessOf(node) === 'True';
    this.#context.api.update<Node>(nodeKind, { ...node, status: { ...node.status, conditions } }, 'status');
    if (!wasReady) return;
    const { name } = node.metadata;
    this.#events.record(node, {
      type: 'Normal',
      reason: 'NodeNotReady',
      message: `Node ${name} status is now: NodeNotReady`,
    });
    for (const pod of this.#pods.on(name)) this.#markNotReady(pod);
  }

  #markNotReady(pod: Stored<Pod>): void {
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    if (ready?.status !== 'True') return;
    const lastTransitionTime = formatTime(this.#context.nowMs());
    const conditions = (pod.status?.conditions ?? []).map((condition) =>
      condition === ready ? { ...condition, status: 'False', lastTransitionTime } : condition,
    );
    this.#events.record(pod, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' });
    this.#context.api.update<Pod>(podKind, { ...pod, status: { ...pod.status, conditions } }, 'status');
  }

  /** Which Nodes are to get, or to lose, the taint that evicts. */
  #planEviction(name: string): void {
    const node = this.#context.api.get<Node>(nodeKind, '', name);
    if (!node) return;
    const isReady = readinessOf(node) === 'True';
    const at = this.#toEvict.indexOf(name);
    if (isReady) {
      if (at >= 0) this.#toEvict.splice(at, 1);
      setNoExecuteTaint(this.#context, node, undefined);
    } else if (at < 0 && !hasEvictionTaint(node)) this.#toEvict.push(name);
  }

  #evict(): void {
    const { api, timeline } = this.#context;
    const nodes = api.list<Node>(nodeKind);
    const lost = nodes.filter((node) => readinessOf(node) !== 'True');
    if (lost.length === 0) return;
    if (lost.length === nodes.length) {
      // Every Node is lost: it is the controller that is cut off, or there is no place to go to.
      this.#toEvict.length = 0;
      for (const node of lost) setNoExecuteTaint(this.#context, node, undefined);
      return;
    }
    const isPartial = lost.length > 2 && lost.length / nodes.length >= unhealthyPart;
    if (isPartial && nodes.length <= largeCluster) return;
    const periodMs = isPartial ? slowEvictionPeriodMs : evictionPeriodMs;
    while (this.#toEvict.length > 0 && timeline.nowMs - this.#evictedAtMs >= periodMs) {
      const node = api.get<Node>(nodeKind, '', this.#toEvict.shift() as string);
      if (!node || readinessOf(node) === 'True') continue;
      this.#evictedAtMs = timeline.nowMs;
      setNoExecuteTaint(this.#context, node, readinessOf(node) === 'False' ? notReadyTaint : unreachableTaint);
    }
  }
}

function hasEvictionTaint({ spec }: Node): boolean {
  return (spec?.taints ?? []).some(
    ({ key, effect }) => effect === 'NoExecute' && (key === notReadyTaint || key === unreachableTaint),
  );
}
