import type { OwnerReference } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import type { Change } from '../apiserver/history.ts';
import type { Store } from '../apiserver/store.ts';

/** A change of an object that may have a controller. */
export interface ControlledChange<T extends KubernetesObject> {
  readonly type: Change['type'];
  readonly object: Stored<T>;
  readonly previous?: Stored<T>;
}

/** The owner that keeps an object: of all its owners at most one. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return (object.metadata?.ownerReferences ?? []).find(({ controller }) => controller === true);
}

/** The reference with which an object names its controller (`metav1.NewControllerRef`). */
export function controllerReference(info: KindInfo, { metadata }: Stored): OwnerReference {
  const { name, uid } = metadata;
  return {
    apiVersion: apiVersionOf(info),
    kind: info.kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/**
 * The objects of one kind by their controller, and those that have none by their labels: what a controller's informer
 * knows. To find the Pods of one ReplicaSet costs as much as there are of them.
 */
export class ControlledObjects<T extends KubernetesObject> {
  readonly #byController = new Map<string, Map<string, Stored<T>>>();
  /** By namespace, and once more by namespace and each label. */
  readonly #orphans = new Map<string, Map<string, Stored<T>>>();
  readonly #listeners: ((change: ControlledChange<T>) => void)[] = [];

  constructor(store: Store, kind: KindInfo) {
    for (const object of store.list(kind)) this.#add(object as Stored<T>);
    store.onChange((info, { type, object, previous }) => {
      if (info.plural !== kind.plural || info.group !== kind.group) return;
      this.#replace(type, object as Stored<T>, previous as Stored<T> | undefined);
      const change = { type, object, ...(previous && { previous }) } as ControlledChange<T>;
      for (const listener of this.#listeners) listener(change);
    });
  }

  /** In the order in which they came. */
  of(controllerUid: string): readonly Stored<T>[] {
    return [...(this.#byController.get(controllerUid)?.values() ?? [])];
  }

  /** Those without a controller; `labels` are some that each of them must have. */
  orphans(namespace: string, labels: Readonly<Record<string, string>> = {}): readonly Stored<T>[] {
    const [first] = Object.entries(labels);
    const found = this.#orphans.get(first ? labelKey(namespace, ...first) : namespace)?.values() ?? [];
    return [...found].filter(({ metadata }) =>
      Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
    );
  }

  /** Calls the listener with each change at once: what takes time is the listener's matter. */
  onChange(listener: (change: ControlledChange<T>) => void): void {
    this.#listeners.push(listener);
  }

  #replace(type: Change['type'], object: Stored<T>, previous: Stored<T> | undefined): void {
    if (type !== 'DELETED' && previous && samePlace(previous, object)) {
      for (const [map, key] of placesOf(object)) this.#map(map).get(key)?.set(object.metadata.uid, object);
      return;
    }
    if (previous) this.#remove(previous);
    if (type !== 'DELETED') this.#add(object);
  }

  #add(object: Stored<T>): void {
    for (const [map, key] of placesOf(object)) {
      const objects = this.#map(map).get(key) ?? new Map<string, Stored<T>>();
      objects.set(object.metadata.uid, object);
      this.#map(map).set(key, objects);
    }
  }

  #remove(object: Stored<T>): void {
    for (const [map, key] of placesOf(object)) {
      const objects = this.#map(map).get(key);
      objects?.delete(object.metadata.uid);
      if (objects?.size === 0) this.#map(map).delete(key);
    }
  }

  #map(which: Place[0]): Map<string, Map<string, Stored<T>>> {
    return which === 'controller' ? this.#byController : this.#orphans;
  }
}

type Place = readonly [which: 'controller' | 'orphans', key: string];

/** Where an object is to be found. */
function placesOf(object: Stored): Place[] {
  const controller = controllerOf(object);
  if (controller) return [['controller', controller.uid]];
  const { namespace = '', labels = {} } = object.metadata;
  const byLabel = Object.entries(labels).map(([key, value]): Place => ['orphans', labelKey(namespace, key, value)]);
  return [['orphans', namespace], ...byLabel];
}

function samePlace(a: Stored, b: Stored): boolean {
  if (a.metadata.ownerReferences === b.metadata.ownerReferences && a.metadata.labels === b.metadata.labels) return true;
  const [one, other] = [placesOf(a), placesOf(b)];
  return one.length === other.length && one.every(([map, key], i) => other[i]?.[0] === map && other[i]?.[1] === key);
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}=${value}`;
}
