import type { Deployment, Pod, ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { deploymentKind, replicaSetKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import { EventRecorder } from '../../eventRecorder.ts';
import { claimObjects, wouldAdopt } from '../claim.ts';
import { type ControlledChange, type ControlledObjects, controllerOf } from '../controlledObjects.ts';
import { type SyncResult, WorkQueue } from '../workQueue.ts';
import { conditionOf, newCondition, withCondition } from './conditions.ts';
import { isRecreate, progressDeadlineSeconds } from './deploymentNumbers.ts';
import { DeploymentSync } from './deploymentSync.ts';
import { createNewReplicaSet, refreshNewReplicaSet } from './newReplicaSet.ts';
import { growNew, hasOldPods, shrinkAllOld } from './recreate.ts';
import { outdated } from './revisions.ts';
import { rollOn } from './rollingUpdate.ts';
import { isScaled, scaleAll } from './scaling.ts';
import { active, type Siblings, siblingsOf } from './siblings.ts';
import { deadlineMs, deploymentStatus, isComplete, rolloutStatus } from './status.ts';

/** From a change to the controller's answer: a watch and its turn in the queue, as in recorded runs of the real one. */
const latencyMs = 10;

/**
 * Keeps a ReplicaSet for each template that a Deployment has had, and moves its Pods from the old ones to the new
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/).
 */
export class DeploymentController {
  readonly #context: ComponentContext;
  readonly #sets: ControlledObjects<ReplicaSet>;
  readonly #pods: ControlledObjects<Pod>;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;

  constructor(context: ComponentContext, sets: ControlledObjects<ReplicaSet>, pods: ControlledObjects<Pod>) {
    this.#context = context;
    this.#sets = sets;
    this.#pods = pods;
    this.#events = new EventRecorder(context, { component: 'deployment-controller' });
    this.#queue = new WorkQueue(context.timeline, latencyMs, (key) => this.#sync(key));
    context.api.subscribe<Deployment>(deploymentKind, 0, ({ object }) => this.#enqueue(object));
    sets.onChange((change) => this.#onReplicaSet(change));
    pods.onChange((change) => this.#onPod(change));
    for (const deployment of context.api.list<Deployment>(deploymentKind)) this.#enqueue(deployment);
  }

  #enqueue({ metadata }: Stored): void {
    this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  #onReplicaSet({ type, object: set, previous }: ControlledChange<ReplicaSet>): void {
    const controllers = [controllerOf(set), previous && controllerOf(previous)];
    for (const controller of controllers) {
      if (controller?.kind === 'Deployment') this.#queue.add(`${set.metadata.namespace}/${controller.name}`);
    }
    if (controllers[0] || type === 'DELETED') return;
    if (previous && !controllers[1] && sameValue(previous.metadata.labels, set.metadata.labels)) return;
    for (const deployment of this.#context.api.list<Deployment>(deploymentKind, set.metadata.namespace)) {
      if (wouldAdopt(deployment.spec?.selector, set)) this.#enqueue(deployment);
    }
  }

  /** With the strategy Recreate the new Pods wait for the last old one to be gone. */
  #onPod({ type, object: pod }: ControlledChange<Pod>): void {
    if (type !== 'DELETED') return;
    const { namespace = '' } = pod.metadata;
    const setName = controllerOf(pod)?.name;
    const set = setName && this.#context.api.get<ReplicaSet>(replicaSetKind, namespace, setName);
    const owner = set && controllerOf(set);
    const deployment = owner && this.#context.api.get<Deployment>(deploymentKind, namespace, owner.name);
    if (deployment && isRecreate(deployment)) this.#enqueue(deployment);
  }

  #sync(key: string): SyncResult {
    const [namespace = '', name = ''] = key.split('/');
    const { api } = this.#context;
    const deployment = api.get<Deployment>(deploymentKind, namespace, name);
    if (!deployment) return 'done';
    const sync = new DeploymentSync(api, this.#context.nowMs(), this.#events, deployment);
    const claimant = { info: deploymentKind, owner: deployment, selector: deployment.spec?.selector };
    const found = siblingsOf(deployment, claimObjects(api, replicaSetKind, this.#sets, claimant));
    if (deployment.metadata.deletionTimestamp) {
      const siblings = refreshNewReplicaSet(sync, found);
      return siblings === 'again' ? siblings : this.#report(key, sync, siblings, 'only counts');
    }
    this.#notePause(sync);
    const siblings = refreshNewReplicaSet(sync, found);
    if (siblings === 'again') return 'again';
    if (sync.deployment.spec?.paused || isScaled(sync, siblings)) {
      const scaled = scaleAll(sync, siblings);
      if (sync.deployment.spec?.paused) this.#cleanUp(sync, scaled);
      return this.#report(key, sync, scaled, 'only counts');
    }
    const rolled = isRecreate(deployment) ? this.#recreate(sync, siblings) : this.#roll(sync, siblings);
    if (rolled === 'again') return 'again';
    if (isComplete(sync.deployment, sync.deployment.status)) this.#cleanUp(sync, rolled);
    return this.#report(key, sync, rolled, 'with progress');
  }

  #roll(sync: DeploymentSync, siblings: Siblings): Siblings | 'again' {
    const complete = withNew(sync, siblings);
    return complete === 'again' ? complete : rollOn(sync, complete);
  }

  /** First all old Pods go, then the new ones come. */
  #recreate(sync: DeploymentSync, siblings: Siblings): Siblings | 'again' {
    if (active(siblings.old).length > 0) return shrinkAllOld(sync, siblings);
    if (hasOldPods(siblings, this.#pods)) return siblings;
    const complete = withNew(sync, siblings);
    return complete === 'again' ? complete : growNew(sync, complete);
  }

  /** A rollout that is paused makes no progress and is not expected to; one that had failed before stays failed. */
  #notePause(sync: DeploymentSync): void {
    const { status = {}, spec } = sync.deployment;
    if (progressDeadlineSeconds(sync.deployment) === undefined) return;
    const reason = conditionOf(status, 'Progressing')?.reason;
    if (reason === 'ProgressDeadlineExceeded' || (spec?.paused === true) === (reason === 'DeploymentPaused')) return;
    const condition = spec?.paused
      ? newCondition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', sync.nowMs)
      : newCondition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', sync.nowMs);
    sync.write(withCondition(status, condition));
  }

  #report(key: string, sync: DeploymentSync, siblings: Siblings, what: 'with progress' | 'only counts'): SyncResult {
    const { deployment, nowMs } = sync;
    const count = what === 'with progress' ? rolloutStatus : deploymentStatus;
    const status = count(deployment, siblings, nowMs);
    if (sync.write(status) === 'conflict') return 'again';
    const endMs = what === 'with progress' ? deadlineMs(deployment, status) : undefined;
    // A second more, so that a time in whole seconds has surely passed.
    if (endMs !== undefined) this.#queue.addAfter(key, endMs - nowMs + 1000, 'deadline');
    return 'done';
  }

  #cleanUp({ api, deployment }: DeploymentSync, { old }: Siblings): void {
    for (const { metadata } of outdated(deployment, old)) {
      api.delete(replicaSetKind, metadata.namespace ?? '', metadata.name, { preconditions: { uid: metadata.uid } });
    }
  }
}

/** The siblings with the ReplicaSet of the Deployment's template, which is made where there is none. */
function withNew(sync: DeploymentSync, siblings: Siblings): Siblings | 'again' {
  if (siblings.newest) return siblings;
  const created = createNewReplicaSet(sync, siblings.old);
  return created === 'again' ? created : { old: siblings.old, newest: created.set };
}
