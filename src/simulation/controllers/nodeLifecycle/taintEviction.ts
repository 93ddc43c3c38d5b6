import type { Node, Pod, Taint, Toleration } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { tolerates } from '../../../api/tolerations.ts';
import { nodeKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import type { Timer } from '../../timeline.ts';
import type { PodsOfNodes } from './podsOfNodes.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;

/**
 * The taint eviction controller: Pods that do not tolerate a NoExecute taint of their Node go at once, those that tolerate
 * it for a time go after that time
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions).
 */
export class TaintEviction {
  readonly #context: ComponentContext;
  readonly #pods: PodsOfNodes;
  readonly #events: EventRecorder;
  /** Pods that are to go, by uid. */
  readonly #planned = new Map<string, Timer>();

  constructor(context: ComponentContext, pods: PodsOfNodes) {
    this.#context = context;
    this.#pods = pods;
    this.#events = new EventRecorder(context, { component: 'taint-eviction-controller' });
    const { api } = context;
    api.subscribe<Node>(nodeKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'DELETED') return;
      for (const pod of this.#pods.on(object.metadata.name)) this.#review(pod, object);
    });
    api.subscribe<Pod>(podKind, watchLatencyMs, ({ type, object }) => {
      if (type === 'DELETED') this.#forget(object.metadata.uid);
      else if (object.spec?.nodeName && object.metadata.deletionTimestamp === undefined) {
        const node = api.get<Node>(nodeKind, '', object.spec.nodeName);
        if (node) this.#review(object, node);
      }
    });
  }

  #review(pod: Stored<Pod>, { spec }: Node): void {
    const { uid } = pod.metadata;
    const taints = (spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
    if (taints.length === 0) {
      if (this.#planned.has(uid)) this.#cancel(pod);
      return;
    }
    if (pod.metadata.deletionTimestamp !== undefined) return;
    const stayMs = staysMs(pod.spec?.tolerations ?? [], taints);
    if (stayMs === undefined) {
      if (this.#planned.has(uid)) this.#cancel(pod);
    } else if (stayMs === 0) this.#evict(pod);
    else if (!this.#planned.has(uid)) {
      const { namespace = '', name } = pod.metadata;
      const timer = this.#context.timeline.heartbeatAfter(stayMs, () => {
        const current = this.#context.api.get<Pod>(podKind, namespace, name);
        if (current?.metadata.uid === uid) this.#evict(current);
      });
      this.#planned.set(uid, timer);
    }
  }

  #cancel(pod: Stored<Pod>): void {
    this.#forget(pod.metadata.uid);
    const { namespace, name } = pod.metadata;
    this.#events.record(pod, {
      type: 'Normal',
      reason: 'TaintManagerEviction',
      message: `Cancelling deletion of Pod ${namespace}/${name}`,
    });
  }

  #evict(pod: Stored<Pod>): void {
    this.#forget(pod.metadata.uid);
    const { namespace = '', name, uid } = pod.metadata;
    const { api } = this.#context;
    this.#events.record(pod, {
      type: 'Normal',
      reason: 'TaintManagerEviction',
      message: `Marking for deletion Pod ${namespace}/${name}`,
    });
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      lastTransitionTime: formatTime(this.#context.nowMs()),
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    };
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
    api.update<Pod>(podKind, { ...pod, status: { ...pod.status, conditions: [...others, condition] } }, 'status');
    api.delete(podKind, namespace, name, { preconditions: { uid } });
  }

  #forget(uid: string): void {
    this.#planned.get(uid)?.cancel();
    this.#planned.delete(uid);
  }
}

/** How long a Pod may stay with those taints: nothing where it may for ever, 0 where it must go. */
function staysMs(tolerations: readonly Toleration[], taints: readonly Taint[]): number | undefined {
  let shortest: number | undefined;
  for (const taint of taints) {
    const matching = tolerations.filter((toleration) => tolerates([toleration], taint));
    if (matching.length === 0) return 0;
    for (const { tolerationSeconds } of matching) {
      if (tolerationSeconds === undefined) continue;
      const ms = Math.max(0, tolerationSeconds) * 1000;
      shortest = Math.min(shortest ?? ms, ms);
    }
  }
  return shortest;
}
