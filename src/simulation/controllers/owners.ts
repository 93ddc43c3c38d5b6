import { findKind, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { Store } from '../apiserver/store.ts';

/** Which object. */
export interface Identity {
  readonly info: KindInfo;
  readonly namespace: string;
  readonly name: string;
}

/** An owner that is there. */
export interface Owner extends Identity {
  readonly object: Stored;
}

/** Who owns whom, kept change by change: to find the dependents of an object costs as much as there are of them. */
export class Owners {
  readonly #store: Store;
  readonly #places = new Map<string, Identity>();
  readonly #dependents = new Map<string, Map<string, Identity>>();

  constructor(store: Store) {
    this.#store = store;
    for (const object of store.everything()) {
      const info = findKind(object.apiVersion ?? '', object.kind ?? '');
      if (info) this.#add(info, object);
    }
    store.onChange((info, { type, object, previous }) => {
      for (const owner of ownerUids(previous)) this.#forget(owner, object.metadata.uid);
      if (type === 'DELETED') this.#places.delete(object.metadata.uid);
      else this.#add(info, object);
    });
  }

  /** Whether somebody is named as an owner who is not there, or not where the object can have its owners. */
  missesOwner(object: Stored): boolean {
    const references = object.metadata.ownerReferences ?? [];
    return references.length > 0 && this.ownersOf(object).length < references.length;
  }

  /** Where the owner of that uid is, if it is anywhere. */
  placeOf(uid: string): Identity | undefined {
    return this.#places.get(uid);
  }

  dependentsOf(ownerUid: string): readonly Identity[] {
    return [...(this.#dependents.get(ownerUid)?.values() ?? [])];
  }

  /** The owners of an object that are still there. */
  ownersOf(object: KubernetesObject): readonly Owner[] {
    return ownerUids(object).flatMap((uid) => {
      const place = this.#places.get(uid);
      const owner = place && this.#store.get(place.info, place.namespace, place.name);
      // The owner of an object in a Namespace is in the same one, or in none.
      const isNear = place && (place.namespace === '' || place.namespace === object.metadata?.namespace);
      return isNear && owner?.metadata.uid === uid ? [{ ...place, object: owner }] : [];
    });
  }

  #add(info: KindInfo, object: Stored): void {
    const { uid, namespace = '', name } = object.metadata;
    const place = { info, namespace, name };
    this.#places.set(uid, place);
    for (const owner of ownerUids(object)) this.#remember(owner, uid, place);
  }

  #remember(owner: string, uid: string, place: Identity): void {
    const dependents = this.#dependents.get(owner) ?? new Map<string, Identity>();
    dependents.set(uid, place);
    this.#dependents.set(owner, dependents);
  }

  #forget(owner: string, uid: string): void {
    const dependents = this.#dependents.get(owner);
    dependents?.delete(uid);
    if (dependents?.size === 0) this.#dependents.delete(owner);
  }
}

function ownerUids(object: KubernetesObject | undefined): string[] {
  return (object?.metadata?.ownerReferences ?? []).map(({ uid }) => uid);
}
