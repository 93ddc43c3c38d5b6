import type { ControllerRevision, DaemonSet, Node, Pod, Status } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { daemonSetKind, nodeKind, podKind } from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { claimObjects, wouldAdopt } from '../claim.ts';
import { type ControlledChange, type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { forgetOld, keepHistory, revisionHashLabel } from '../history/revisionHistory.ts';
import { availableFromMs } from '../pods/availability.ts';
import { isNamespaceEnding, PodControl } from '../pods/podControl.ts';
import { slowStart } from '../slowStart.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { podFor, targetNode } from './daemonPod.ts';
import { type DaemonView, daemonSetStatus, minReadySeconds, viewOf } from './daemonView.ts';
import { FailedPodBackoff } from './failedPodBackoff.ts';
import { type DaemonChanges, rollingChanges, wantedChanges } from './manage.ts';

/** From a change to the controller's answer. */
const latencyMs = 5;
/** The most Pods that are created or deleted in one go (`BurstReplicas`). */
const burstReplicas = 250;

/** Keeps one Pod on each Node that is to have one (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/). */
export class DaemonSetController {
  readonly #context: ComponentContext;
  readonly #pods: ControlledObjects<Pod>;
  readonly #revisions: ControlledObjects<ControllerRevision>;
  readonly #events: EventRecorder;
  readonly #control: PodControl;
  readonly #queue: WorkQueue;
  readonly #backoff = new FailedPodBackoff();

  constructor(
    context: ComponentContext,
    store: Store,
    pods: ControlledObjects<Pod>,
    revisions: ControlledObjects<ControllerRevision>,
  ) {
    this.#context = context;
    this.#pods = pods;
    this.#revisions = revisions;
    this.#events = new EventRecorder(context, { component: 'daemonset-controller' });
    this.#control = new PodControl(context, this.#events);
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    pods.onChange((change) => this.#onPod(change));
    // Nodes and DaemonSets change rarely, but for the Nodes' heartbeats, which are no matter here.
    store.onChange((info, { object, previous }) => {
      if (info === daemonSetKind) this.#enqueue(object);
      if (info === nodeKind && !(previous && samePlace(previous as Stored<Node>, object as Stored<Node>))) {
        for (const daemonSet of context.api.list<DaemonSet>(daemonSetKind)) this.#enqueue(daemonSet);
      }
    });
    for (const daemonSet of context.api.list<DaemonSet>(daemonSetKind)) this.#enqueue(daemonSet);
  }

  #enqueue({ metadata }: Stored): void {
    this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  #onPod({ type, object: pod, previous }: ControlledChange<Pod>): void {
    const owners = [controllerOf(pod), previous && controllerOf(previous)];
    for (const owner of owners) {
      if (owner?.kind === 'DaemonSet') this.#queue.add(`${pod.metadata.namespace}/${owner.name}`);
    }
    if (owners[0] || type === 'DELETED') return;
    if (previous && !owners[1] && sameValue(previous.metadata.labels, pod.metadata.labels)) return;
    for (const daemonSet of this.#context.api.list<DaemonSet>(daemonSetKind, pod.metadata.namespace)) {
      if (wouldAdopt(daemonSet.spec?.selector, pod)) this.#enqueue(daemonSet);
    }
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const daemonSet = api.get<DaemonSet>(daemonSetKind, namespace, name);
    if (!daemonSet?.spec || daemonSet.metadata.deletionTimestamp) return 'done';
    const { template, revisionHistoryLimit = 10, updateStrategy } = daemonSet.spec;
    const collisionCount = daemonSet.status?.collisionCount;
    const subject = { info: daemonSetKind, owner: daemonSet, template, collisionCount };
    const history = keepHistory(api, this.#revisions, subject);
    if (!history) return this.#countCollision(daemonSet);
    const revisionHash = history.current.metadata.labels?.[revisionHashLabel] ?? '';
    const before = this.#look(daemonSet, revisionHash);
    const wanted = wantedChanges(before);
    const gone = wanted.ended.filter((pod) => this.#mayGo(key, daemonSet, pod));
    const managed = this.#carryOut(before, { ...wanted, delete: [...wanted.delete, ...gone] });
    let refusal = managed.refusal;
    // A rollout goes on when what was done has been seen.
    if (managed.done === 0 && updateStrategy?.type === 'RollingUpdate') {
      refusal ??= this.#carryOut(before, { ...rollingChanges(before), ended: [] }).refusal;
    }
    const pods = this.#pods.of(daemonSet.metadata.uid);
    forgetOld(api, history, revisionHistoryLimit, new Set(pods.map((pod) => pod.metadata.labels?.[revisionHashLabel])));
    this.#report(key, this.#look(daemonSet, revisionHash));
    return refusal ? 'again' : 'done';
  }

  #look(daemonSet: Stored<DaemonSet>, revisionHash: string): DaemonView {
    const { api } = this.#context;
    const claimant = { info: daemonSetKind, owner: daemonSet, selector: daemonSet.spec?.selector };
    const pods = claimObjects(api, podKind, this.#pods, claimant);
    return viewOf(daemonSet, revisionHash, api.list<Node>(nodeKind), pods, this.#context.nowMs());
  }

  /** Another object has the name of the new revision: the next hash will be another one. */
  #countCollision(daemonSet: Stored<DaemonSet>): SyncResult {
    const status = { ...daemonSetStatus(viewOf(daemonSet, '', [], [], 0)), ...daemonSet.status };
    const collisionCount = (daemonSet.status?.collisionCount ?? 0) + 1;
    this.#context.api.update<DaemonSet>(
      daemonSetKind,
      { ...daemonSet, status: { ...status, collisionCount } },
      'status',
    );
    return 'again';
  }

  /** A Pod that has ended goes; where Pods keep failing on a Node the next one waits ever longer. */
  #mayGo(key: string, daemonSet: Stored<DaemonSet>, pod: Stored<Pod>): boolean {
    const nodeName = targetNode(pod) ?? '';
    const where = `daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${nodeName}`;
    if (pod.status?.phase === 'Succeeded') {
      const message = `Found succeeded ${where}, will try to delete it`;
      this.#events.record(daemonSet, { type: 'Normal', reason: 'SucceededDaemonPod', message });
      return true;
    }
    const waitMs = this.#backoff.waitMs(`${daemonSet.metadata.uid} ${nodeName}`, this.#context.nowMs());
    if (waitMs > 0) {
      this.#queue.addAfter(key, waitMs, 'deadline');
      return false;
    }
    const message = `Found failed ${where}, will try to kill it`;
    this.#events.record(daemonSet, { type: 'Warning', reason: 'FailedDaemonPod', message });
    return true;
  }

  #carryOut({ daemonSet, revisionHash }: DaemonView, changes: DaemonChanges): { done: number; refusal?: Status } {
    const nodeNames = changes.create.slice(0, burstReplicas);
    let refused: Status | undefined;
    let next = 0;
    slowStart(nodeNames.length, () => {
      const template = podFor(daemonSet, nodeNames[next] ?? '', revisionHash);
      next += 1;
      const { refusal } = this.#control.create(daemonSetKind, daemonSet, template);
      if (!refusal || isNamespaceEnding(refusal)) return true;
      refused = refusal;
      return false;
    });
    const removed = changes.delete.slice(0, burstReplicas);
    for (const pod of removed) this.#control.delete(daemonSet, pod);
    return { done: nodeNames.length + removed.length, ...(refused && { refusal: refused }) };
  }

  #report(key: string, view: DaemonView): void {
    const { daemonSet, nowMs } = view;
    const status = daemonSetStatus(view);
    if (!sameValue(status, daemonSet.status)) {
      this.#context.api.update<DaemonSet>(daemonSetKind, { ...daemonSet, status }, 'status');
    }
    const seconds = minReadySeconds(daemonSet);
    if (seconds === 0) return;
    const waits = [...view.podsOn.values()]
      .flat()
      .map((pod) => availableFromMs(pod, seconds))
      .filter((fromMs) => fromMs !== undefined)
      .filter((fromMs) => fromMs >= nowMs)
      .map((fromMs) => fromMs - nowMs + 1);
    if (waits.length > 0) this.#queue.addAfter(key, Math.min(...waits), 'work');
  }
}

/** Whether nothing has changed that says where Pods may be. */
function samePlace(a: Stored<Node>, b: Stored<Node>): boolean {
  return sameValue(a.metadata.labels, b.metadata.labels) && sameValue(a.spec, b.spec);
}
