import type { Pod, ReplicaSet, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { claimObjects, wouldAdopt } from '../claim.ts';
import { type ControlledChange, type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { availableFromMs, isActive } from '../pods/availability.ts';
import { rankForDeletion } from '../pods/deletionRanking.ts';
import { isNamespaceEnding, PodControl } from '../pods/podControl.ts';
import { slowStart } from '../slowStart.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { type Replicated, type ReplicatedKind, wantedReplicas } from './replicated.ts';
import { replicaSetStatus } from './status.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as in recorded runs of the real one. */
const latencyMs = 10;
/** The most Pods that are created or deleted in one go (`BurstReplicas`). */
const burstReplicas = 500;

/**
 * Keeps the number of Pods of each ReplicaSet or ReplicationController
 * (https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/).
 */
export class ReplicaSetController {
  readonly #context: ComponentContext;
  readonly #kind: ReplicatedKind;
  readonly #objects: Pick<ControlledObjects<Replicated>, 'of' | 'onChange'>;
  readonly #pods: ControlledObjects<Pod>;
  readonly #podControl: PodControl;
  readonly #queue: WorkQueue;

  constructor(
    context: ComponentContext,
    kind: ReplicatedKind,
    objects: Pick<ControlledObjects<Replicated>, 'of' | 'onChange'>,
    pods: ControlledObjects<Pod>,
  ) {
    this.#context = context;
    this.#kind = kind;
    this.#objects = objects;
    this.#pods = pods;
    this.#podControl = new PodControl(context, new EventRecorder(context, { component: kind.component }));
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    objects.onChange(({ object }) => this.#queue.add(keyOf(object.metadata.namespace, object.metadata.name)));
    pods.onChange((change) => this.#onPod(change));
    for (const { metadata } of context.api.list(kind.info)) this.#queue.add(keyOf(metadata.namespace, metadata.name));
  }

  #onPod({ type, object: pod, previous }: ControlledChange<Pod>): void {
    const controller = controllerOf(pod);
    const before = previous && controllerOf(previous);
    if (before && before.uid !== controller?.uid) this.#enqueueController(pod, before.name, before.kind);
    if (controller) this.#enqueueController(pod, controller.name, controller.kind);
    else if (type !== 'DELETED' && (!previous || before || !sameValue(previous.metadata.labels, pod.metadata.labels))) {
      this.#enqueueAdopters(pod);
    }
  }

  #enqueueController(pod: Stored<Pod>, name: string, kind: string): void {
    if (kind === this.#kind.info.kind) this.#queue.add(keyOf(pod.metadata.namespace, name));
  }

  /** A Pod without a controller may be one that somebody misses. */
  #enqueueAdopters(pod: Stored<Pod>): void {
    for (const object of this.#context.api.list<Replicated>(this.#kind.info, pod.metadata.namespace)) {
      if (wouldAdopt(this.#kind.selectorOf(object), pod)) {
        this.#queue.add(keyOf(object.metadata.namespace, object.metadata.name));
      }
    }
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const object = api.get<Replicated>(this.#kind.info, namespace, name);
    if (!object) return 'done';
    const claimant = { info: this.#kind.info, owner: object, selector: this.#kind.selectorOf(object) };
    const pods = claimObjects(api, podKind, this.#pods, claimant, isActive);
    const refusal = object.metadata.deletionTimestamp ? undefined : this.#manage(object, pods);
    this.#report(object, pods, refusal);
    this.#awaitAvailability(key, object, pods);
    return refusal ? 'again' : 'done';
  }

  /** Creates what is missing or deletes what is too much; the answer is the server's last refusal. */
  #manage(object: Stored<Replicated>, pods: readonly Stored<Pod>[]): Status | undefined {
    const missing = wantedReplicas(object) - pods.length;
    if (missing > 0) return this.#create(object, Math.min(missing, burstReplicas));
    if (missing < 0) {
      const count = Math.min(-missing, burstReplicas);
      const ranked =
        count < pods.length ? rankForDeletion(pods, this.#relatedPods(object), this.#context.nowMs()) : pods;
      for (const pod of ranked.slice(0, count)) this.#podControl.delete(object, pod);
    }
    return undefined;
  }

  #create(object: Stored<Replicated>, count: number): Status | undefined {
    const template = object.spec?.template;
    if (!template) return undefined;
    let refused: Status | undefined;
    slowStart(count, () => {
      const { refusal } = this.#podControl.create(this.#kind.info, object, template);
      if (!refusal || isNamespaceEnding(refusal)) return true;
      refused = refusal;
      return false;
    });
    return refused;
  }

  /** The Pods of all ReplicaSets of one Deployment; a ReplicaSet on its own has none that count as like. */
  #relatedPods(object: Stored<Replicated>): readonly Stored<Pod>[] {
    const controller = controllerOf(object);
    if (!controller) return [];
    return this.#objects.of(controller.uid).flatMap(({ metadata }) => this.#pods.of(metadata.uid));
  }

  /** Writes the status of the Pods as they were found: what was created or deleted just now comes with its own changes. */
  #report(object: Stored<Replicated>, pods: readonly Stored<Pod>[], refusal: Status | undefined): void {
    const status = replicaSetStatus(object, pods, refusal, this.#context.nowMs());
    if (sameValue(object.status, status)) return;
    this.#context.api.update<ReplicaSet>(this.#kind.info, { ...object, status } as Stored<ReplicaSet>, 'status');
  }

  /** A ready Pod becomes available by time alone: nobody else would say so. */
  #awaitAvailability(key: string, object: Stored<Replicated>, pods: readonly Stored<Pod>[]): void {
    const minReadySeconds = object.spec?.minReadySeconds ?? 0;
    if (minReadySeconds === 0) return;
    const nowMs = this.#context.nowMs();
    const waits = pods
      .map((pod) => availableFromMs(pod, minReadySeconds))
      .filter((fromMs) => fromMs !== undefined)
      .filter((fromMs) => fromMs >= nowMs)
      .map((fromMs) => fromMs - nowMs + 1);
    if (waits.length > 0) this.#queue.addAfter(key, Math.min(...waits), 'work');
  }
}

function keyOf(namespace = '', name: string): string {
  return `${namespace}/${name}`;
}
