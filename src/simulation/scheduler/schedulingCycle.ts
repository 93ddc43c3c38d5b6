import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import type { ComponentContext } from '../component.ts';
import { EventRecorder } from '../eventRecorder.ts';
import type { ClusterState } from './clusterState.ts';
import { eventNote, unschedulableMessage } from './diagnosis.ts';
import { evictVictims } from './evictVictims.ts';
import { type Filtered, filterNodes } from './filtering.ts';
import type { NodeInfo } from './nodeInfo.ts';
import type { PluginName } from './plugin.ts';
import { gatedMessage } from './plugins/schedulingGates.ts';
import { waitingClaims } from './plugins/volumeBinding.ts';
import { filterPlugins, scorePlugins } from './plugins.ts';
import { writeStatus } from './podConditions.ts';
import { type PodInfo, podInfoOf } from './podInfo.ts';
import { planVolumes } from './podVolumes.ts';
import { preempt } from './preemption.ts';
import type { QueuedPod, SchedulingQueue } from './schedulingQueue.ts';
import { bestNode } from './scoring.ts';
import { VolumeWaits } from './volumeWaits.ts';

interface Failure {
  readonly reason: 'Unschedulable' | 'SchedulerError';
  readonly message: string;
  readonly rejectors: ReadonlySet<PluginName>;
  /** The Node for which room is being made; empty where that is over; undefined where nothing changes. */
  readonly nominatedNodeName?: string | undefined;
}

/** The instance is named after the machine it runs on. */
const source = { component: 'default-scheduler', host: 'default-scheduler-control-plane' };
const noRejectors: ReadonlySet<PluginName> = new Set();

/**
 * Places one Pod: filters the Nodes, rates those that fit, binds the Pod to the best, or says why none fits and makes
 * room where it may (https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/).
 */
export class SchedulingCycle {
  readonly #context: ComponentContext;
  readonly #cluster: ClusterState;
  readonly #queue: SchedulingQueue;
  readonly #events: EventRecorder;
  readonly #volumeWaits: VolumeWaits;
  /** Pods that it has given a Node and whose watch event has not come yet. */
  readonly #assumed = new Set<string>();
  /** The Node to look at first, so that in a big cluster all have their turn. */
  #startIndex = 0;

  constructor(context: ComponentContext, cluster: ClusterState, queue: SchedulingQueue) {
    this.#context = context;
    this.#cluster = cluster;
    this.#queue = queue;
    this.#events = new EventRecorder(context, source, 'dated');
    this.#volumeWaits = new VolumeWaits(context);
  }

  schedule(queued: QueuedPod): void {
    const { namespace, uid, pod: known } = queued.pod;
    const pod = this.#context.api.get<Pod>(podKind, namespace, known.metadata.name);
    if (pod?.metadata.uid !== uid || pod.spec?.nodeName) {
      this.#queue.delete(uid);
      return;
    }
    const info = podInfoOf(pod, queued.pod);
    queued.pod = info;
    if (pod.metadata.deletionTimestamp) {
      this.#queue.delete(uid);
      this.#recordFailure(pod, `skip schedule deleting pod: ${info.key}`);
      return;
    }
    const nodeCount = this.#cluster.nodes.length;
    if (nodeCount === 0) {
      const message = 'no nodes available to schedule pods';
      this.#fail(queued, pod, { reason: 'Unschedulable', message, rejectors: noRejectors, nominatedNodeName: '' });
      return;
    }
    const filtered = filterNodes(info, this.#cluster, filterPlugins, this.#startIndex % nodeCount);
    this.#startIndex = (this.#startIndex + filtered.lookedAt) % nodeCount;
    const node = bestNode(info, filtered.fitting, this.#cluster, scorePlugins, this.#context.random);
    if (node) this.#assign(queued, info, node);
    else this.#makeRoom(queued, info, filtered);
  }

  /** Binds the Pods whose volumes are there now. */
  bindReady(): void {
    for (const { queued, nodeName } of this.#volumeWaits.takeReady()) this.#bind(queued, nodeName);
  }

  /** Whether the Pod was given a Node here and not yet seen on it; from now on it is what the API says. */
  forget(uid: string): boolean {
    this.#volumeWaits.end(uid);
    return this.#assumed.delete(uid);
  }

  /** Writes into a Pod that its gates hold it back. */
  stateGated({ uid, namespace, pod: known }: PodInfo): void {
    const pod = this.#context.api.get<Pod>(podKind, namespace, known.metadata.name);
    const isGone = pod?.metadata.uid !== uid || pod.spec?.nodeName !== undefined;
    if (isGone || pod.status?.conditions?.some(({ type }) => type === 'PodScheduled')) return;
    writeStatus(this.#context, pod, {
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: gatedMessage,
    });
  }

  #assign(queued: QueuedPod, info: PodInfo, node: NodeInfo): void {
    const claims = waitingClaims(info, this.#cluster);
    const plan = claims.length === 0 ? undefined : planVolumes(claims, node.node, this.#context.api);
    this.#cluster.place(info, node.name);
    this.#assumed.add(info.uid);
    if (!plan) {
      this.#bind(queued, node.name);
      return;
    }
    this.#volumeWaits.begin(queued, node.name, plan, () => {
      const message = 'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded';
      this.#unassign(queued, message);
    });
    this.bindReady();
  }

  #bind(queued: QueuedPod, nodeName: string): void {
    const { namespace, key, pod } = queued.pod;
    const refusal = this.#context.api.bind(namespace, pod.metadata.name, nodeName);
    if (refusal) {
      this.#unassign(queued, `binding rejected: running Bind plugin "DefaultBinder": ${refusal.message}`);
      return;
    }
    this.#queue.delete(queued.pod.uid);
    const message = `Successfully assigned ${key} to ${nodeName}`;
    this.#events.record(pod, { type: 'Normal', reason: 'Scheduled', message, action: 'Binding' });
  }

  #unassign(queued: QueuedPod, message: string): void {
    const { uid, namespace, pod: known } = queued.pod;
    this.forget(uid);
    this.#cluster.release(uid);
    const pod = this.#context.api.get<Pod>(podKind, namespace, known.metadata.name);
    if (pod?.metadata.uid !== uid || pod.spec?.nodeName) this.#queue.delete(uid);
    else this.#fail(queued, pod, { reason: 'SchedulerError', message, rejectors: noRejectors });
  }

  #makeRoom(queued: QueuedPod, info: PodInfo, { diagnosis, checks }: Filtered): void {
    const outcome = preempt(info, diagnosis, checks, this.#cluster, this.#context.random);
    const { candidate, message } = outcome;
    const forgets = !candidate && outcome.forgetsNomination;
    this.#fail(queued, info.pod, {
      reason: 'Unschedulable',
      message: unschedulableMessage(diagnosis, message),
      rejectors: diagnosis.rejectors,
      nominatedNodeName: candidate?.nodeName ?? (forgets ? '' : undefined),
    });
    if (candidate) evictVictims(info, candidate, this.#cluster, this.#context, this.#events);
  }

  #fail(queued: QueuedPod, pod: Stored<Pod>, { reason, message, rejectors, nominatedNodeName }: Failure): void {
    this.#queue.putBack(queued, rejectors);
    if (nominatedNodeName) this.#cluster.nominations.set(queued.pod, nominatedNodeName);
    else if (nominatedNodeName === '') this.#cluster.nominations.remove(queued.pod.uid);
    this.#recordFailure(pod, message);
    const { generation } = pod.metadata;
    const condition = {
      type: 'PodScheduled',
      ...(generation !== undefined && { observedGeneration: generation }),
      status: 'False',
      reason,
      message,
    };
    writeStatus(this.#context, pod, condition, nominatedNodeName ?? pod.status?.nominatedNodeName);
  }

  #recordFailure(pod: Stored<Pod>, message: string): void {
    const note = eventNote(message);
    this.#events.record(pod, { type: 'Warning', reason: 'FailedScheduling', message: note, action: 'Scheduling' });
  }
}
