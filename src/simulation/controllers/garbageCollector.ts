import type { DeleteOptions } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { Change } from '../apiserver/history.ts';
import { foregroundFinalizer, orphanFinalizer } from '../apiserver/propagation.ts';
import type { Store } from '../apiserver/store.ts';
import type { ComponentContext } from '../component.ts';
import { EventRecorder } from '../eventRecorder.ts';
import { type Identity, Owners } from './owners.ts';

/** A change reaches the controller after some milliseconds. */
const watchLatencyMs = 5;

/**
 * Deletes what lost its last owner, and does for an owner that waits for it what its finalizer says: lets its dependents
 * go, or deletes them first. https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export class GarbageCollector {
  readonly #context: ComponentContext;
  readonly #owners: Owners;
  readonly #events: EventRecorder;

  constructor(context: ComponentContext, store: Store) {
    this.#context = context;
    this.#owners = new Owners(store);
    this.#events = new EventRecorder(context, { component: 'garbage-collector-controller' });
    // A watch of every kind would set a timer for each change; most of them are no matter for this controller.
    store.onChange((info, change) => this.#notice(info, change));
  }

  #notice(info: KindInfo, { type, object, previous }: Change): void {
    const { uid, deletionTimestamp, namespace = '', name } = object.metadata;
    const later = (act: () => void) => this.#context.timeline.after(watchLatencyMs, act);
    if (type === 'DELETED') {
      if (this.#owners.dependentsOf(uid).length > 0) later(() => this.#collect(uid));
      for (const owner of this.#owners.ownersOf(object)) if (isWaiting(owner.object)) later(() => this.#finish(owner));
    } else if (deletionTimestamp !== undefined && isWaiting(object)) {
      later(() => this.#finish({ info, namespace, name }));
    }
    if (type === 'DELETED' || object.metadata.ownerReferences === previous?.metadata.ownerReferences) return;
    if (this.#owners.missesOwner(object)) later(() => this.#judge({ info, namespace, name }));
  }

  /** An object whose owners are all gone goes, too; where one is there it forgets the others (`attemptToDeleteItem`). */
  #judge(dependent: Identity): void {
    const object = this.#get(dependent);
    if (!object || object.metadata.deletionTimestamp || !this.#owners.missesOwner(object)) return;
    const solid = this.#owners.ownersOf(object).map(({ object: owner }) => owner.metadata.uid);
    let isOutOfReach = false;
    for (const { apiVersion, kind, name, uid } of object.metadata.ownerReferences ?? []) {
      const elsewhere = solid.includes(uid) ? undefined : this.#owners.placeOf(uid);
      if (!elsewhere) continue;
      // What is in no Namespace cannot have an owner in one, but it is spared.
      isOutOfReach ||= dependent.namespace === '';
      const owner = `[${apiVersion}/${kind}, namespace: ${dependent.namespace}, name: ${name}, uid: ${uid}]`;
      const message = `ownerRef ${owner} does not exist in namespace "${dependent.namespace}"`;
      this.#events.record(object, { type: 'Warning', reason: 'OwnerRefInvalidNamespace', message });
    }
    if (isOutOfReach) return;
    if (solid.length === 0) this.#delete(dependent);
    else
      for (const { uid } of object.metadata.ownerReferences ?? [])
        if (!solid.includes(uid)) this.#forgetOwner(dependent, uid);
  }

  #forgetOwner(dependent: Identity, uid: string): void {
    const object = this.#get(dependent);
    if (object) this.#letGo(dependent.info, object, uid);
  }

  /** Deletes the dependents of an owner that is gone, but for those that have another one. */
  #collect(ownerUid: string): void {
    for (const dependent of this.#owners.dependentsOf(ownerUid)) {
      const object = this.#get(dependent);
      if (!object) continue;
      if (this.#owners.ownersOf(object).length > 0) this.#letGo(dependent.info, object, ownerUid);
      else this.#delete(dependent);
    }
  }

  /** Does what the finalizer of an owner that is to be deleted asks for. */
  #finish(owner: Identity): void {
    const object = this.#get(owner);
    if (!object || !isWaiting(object)) return;
    if ((object.metadata.finalizers ?? []).includes(orphanFinalizer)) this.#orphan(owner.info, object);
    else this.#deleteFirst(owner.info, object);
  }

  #orphan(info: KindInfo, owner: Stored): void {
    const { uid } = owner.metadata;
    for (const dependent of this.#owners.dependentsOf(uid)) {
      const object = this.#get(dependent);
      if (object) this.#letGo(dependent.info, object, uid);
    }
    this.#release(info, owner, orphanFinalizer);
  }

  /** Deletes the dependents; the owner goes when none is left that holds it up. */
  #deleteFirst(info: KindInfo, owner: Stored): void {
    const { uid } = owner.metadata;
    const dependents = this.#owners.dependentsOf(uid);
    if (!dependents.some((dependent) => this.#blocks(dependent, uid))) {
      this.#release(info, owner, foregroundFinalizer);
      return;
    }
    for (const dependent of dependents) {
      const object = this.#get(dependent);
      if (!object || object.metadata.deletionTimestamp !== undefined) continue;
      // What has dependents itself goes after them, so that the first owner is the last to go.
      const hasOwn = this.#owners.dependentsOf(object.metadata.uid).length > 0;
      this.#delete(dependent, hasOwn ? { propagationPolicy: 'Foreground' } : {});
    }
  }

  #blocks(dependent: Identity, ownerUid: string): boolean {
    const references = this.#get(dependent)?.metadata.ownerReferences ?? [];
    return references.some(({ uid, blockOwnerDeletion }) => uid === ownerUid && blockOwnerDeletion === true);
  }

  #letGo(info: KindInfo, object: Stored, ownerUid: string): void {
    const { ownerReferences = [], ...metadata } = object.metadata;
    const others = ownerReferences.filter(({ uid }) => uid !== ownerUid);
    this.#context.api.update(info, {
      ...object,
      metadata: { ...metadata, ...(others.length > 0 && { ownerReferences: others }) },
    });
  }

  #release(info: KindInfo, object: Stored, finalizer: string): void {
    const finalizers = (object.metadata.finalizers ?? []).filter((each) => each !== finalizer);
    this.#context.api.update(info, { ...object, metadata: { ...object.metadata, finalizers } });
  }

  #delete({ info, namespace, name }: Identity, options: DeleteOptions = {}): void {
    const uid = this.#get({ info, namespace, name })?.metadata.uid;
    this.#context.api.delete(info, namespace, name, {
      ...options,
      ...(uid !== undefined && { preconditions: { uid } }),
    });
  }

  #get({ info, namespace, name }: Identity): Stored | undefined {
    return this.#context.api.get(info, namespace, name);
  }
}

/** Whether an object is to be deleted and waits for the garbage collector. */
function isWaiting({ metadata }: KubernetesObject): boolean {
  const finalizers = metadata?.finalizers ?? [];
  const waits = finalizers.includes(orphanFinalizer) || finalizers.includes(foregroundFinalizer);
  return waits && metadata?.deletionTimestamp !== undefined;
}
