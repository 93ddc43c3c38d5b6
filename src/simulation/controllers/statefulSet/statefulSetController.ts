import type { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import {
  controllerRevisionKind,
  persistentVolumeClaimKind,
  podKind,
  statefulSetKind,
} from '../../apiserver/knownKinds.ts';
import type { Store } from '../../apiserver/store.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { claimObjects, wouldAdopt } from '../claim.ts';
import { type ControlledChange, type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { availableFromMs } from '../pods/availability.ts';
import { slowStart } from '../slowStart.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { ordinalOf } from './ordinals.ts';
import { claimsOfPod } from './podClaims.ts';
import { isOrdered, planOf, type SetPlan, type Step } from './setPlan.ts';
import { forgetRevisions, keepRevisions, type SetRevisions, templateOf } from './setRevisions.ts';
import { setStatus } from './setStatus.ts';
import { type SetView, slotsOf } from './setView.ts';
import { StatefulPodControl } from './statefulPodControl.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as with ReplicaSets. */
const latencyMs = 10;

/**
 * Keeps the Pods of each StatefulSet, each with a name and claims of its own
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/; `pkg/controller/statefulset`).
 */
export class StatefulSetController {
  readonly #context: ComponentContext;
  readonly #pods: ControlledObjects<Pod>;
  readonly #revisions: ControlledObjects<ControllerRevision>;
  readonly #control: StatefulPodControl;
  readonly #queue: WorkQueue;

  constructor(
    context: ComponentContext,
    store: Store,
    pods: ControlledObjects<Pod>,
    revisions: ControlledObjects<ControllerRevision>,
  ) {
    this.#context = context;
    this.#pods = pods;
    this.#revisions = revisions;
    const events = new EventRecorder(context, { component: 'statefulset-controller' });
    this.#control = new StatefulPodControl(context.api, events);
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    pods.onChange((change) => this.#onPod(change));
    store.onChange((info, { object }) => {
      if (info === statefulSetKind) this.#enqueue(object);
    });
    for (const set of context.api.list<StatefulSet>(statefulSetKind)) this.#enqueue(set);
  }

  #enqueue({ metadata }: Stored): void {
    this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  #onPod({ type, object: pod, previous }: ControlledChange<Pod>): void {
    const owners = [controllerOf(pod), previous && controllerOf(previous)];
    for (const owner of owners) {
      if (owner?.kind === 'StatefulSet') this.#queue.add(`${pod.metadata.namespace}/${owner.name}`);
    }
    if (owners[0] || type === 'DELETED') return;
    if (previous && !owners[1] && sameValue(previous.metadata.labels, pod.metadata.labels)) return;
    for (const set of this.#context.api.list<StatefulSet>(statefulSetKind, pod.metadata.namespace)) {
      if (wouldAdopt(set.spec?.selector, pod)) this.#enqueue(set);
    }
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const set = api.get<StatefulSet>(statefulSetKind, namespace, name);
    if (!set?.spec) return 'done';
    const claimant = { info: statefulSetKind, owner: set, selector: set.spec.selector };
    const known = claimObjects(api, controllerRevisionKind, this.#revisions, claimant);
    const isMember = (pod: Stored<Pod>) => ordinalOf(name, pod.metadata.name) !== undefined;
    const pods = claimObjects(api, podKind, this.#pods, { ...claimant, fits: isMember });
    const revisions = keepRevisions(api, set, known);
    if (!revisions) return 'again';
    const view = this.#look(set, revisions, pods);
    // Of one that is to be deleted the garbage collector takes the Pods away.
    const plan = set.metadata.deletionTimestamp ? undefined : planOf(view);
    const done = plan ? this.#carryOut(set, revisions, plan) : ({ isRefused: false, givenUp: 0 } as const);
    const isReported = this.#report(view, revisions, done.givenUp);
    forgetRevisions(api, set, known, revisions, pods);
    this.#awaitAvailability(key, view);
    return done.isRefused || plan?.looksAgain || !isReported ? 'again' : 'done';
  }

  #look(set: Stored<StatefulSet>, { current, update }: SetRevisions, pods: readonly Stored<Pod>[]): SetView {
    const { api } = this.#context;
    const claims = new Map<string, Stored<PersistentVolumeClaim>>();
    const view: SetView = {
      set,
      current: current.metadata.name,
      update: update.metadata.name,
      pods,
      claims,
      nowMs: this.#context.nowMs(),
    };
    if (!set.spec?.volumeClaimTemplates) return view;
    const { wanted, condemned } = slotsOf(view);
    for (const { ordinal } of [...wanted, ...condemned]) {
      for (const { claimName } of claimsOfPod(set, ordinal)) {
        const claim = api.get<PersistentVolumeClaim>(
          persistentVolumeClaimKind,
          set.metadata.namespace ?? '',
          claimName,
        );
        if (claim) claims.set(claimName, claim);
      }
    }
    return view;
  }

  /** Does what is planned until the server refuses something. */
  #carryOut(
    set: Stored<StatefulSet>,
    revisions: SetRevisions,
    { replicas, condemnedClaims, condemned, update }: SetPlan,
  ): { readonly isRefused: boolean; readonly givenUp: 0 | 1 } {
    const isDone = (step: Step) => this.#do(set, revisions, step) === undefined;
    const areDone = (turns: readonly (readonly Step[])[]) => {
      if (isOrdered(set)) return turns.every((turn) => turn.every(isDone));
      let next = 0;
      const done = slowStart(turns.length, () => (turns[next++] ?? []).every(isDone));
      return done === turns.length;
    };
    const phases = [replicas, condemnedClaims.map((step) => [step]), condemned.map((step) => [step])];
    if (!phases.every(areDone)) return { isRefused: true, givenUp: 0 };
    if (!update) return { isRefused: false, givenUp: 0 };
    return isDone(update) ? { isRefused: false, givenUp: 1 } : { isRefused: true, givenUp: 0 };
  }

  #do(set: Stored<StatefulSet>, revisions: SetRevisions, step: Step): string | undefined {
    switch (step.what) {
      case 'create': {
        const revision = revisions[step.of];
        return this.#control.create(set, step.slot, templateOf(revision), revision.metadata.name);
      }
      case 'complete':
        return this.#control.completeClaims(set, step.slot);
      case 'repair':
        return this.#control.repair(set, step.slot);
      case 'own': {
        const { ordinal, name, pod } = step.slot;
        return this.#control.ownClaims(set, { ordinal, name, uid: pod.metadata.uid });
      }
      case 'delete':
        return this.#control.delete(set, step.slot);
    }
  }

  /** Writes the status of the Pods as they were found: what was done just now comes with its own changes. */
  #report(view: SetView, { collisionCount }: SetRevisions, givenUp: 0 | 1): boolean {
    const { set } = view;
    const status = setStatus(view, collisionCount, givenUp);
    if (sameValue(status, set.status)) return true;
    return !this.#context.api.update<StatefulSet>(statefulSetKind, { ...set, status }, 'status').refusal;
  }

  /** A ready Pod becomes available by time alone: nobody else would say so. */
  #awaitAvailability(key: string, { set, pods, nowMs }: SetView): void {
    const minReadySeconds = set.spec?.minReadySeconds ?? 0;
    if (minReadySeconds === 0) return;
    const waits = pods
      .map((pod) => availableFromMs(pod, minReadySeconds))
      .filter((fromMs) => fromMs !== undefined)
      .filter((fromMs) => fromMs >= nowMs)
      .map((fromMs) => fromMs - nowMs + 1);
    if (waits.length > 0) this.#queue.addAfter(key, Math.min(...waits), 'work');
  }
}
