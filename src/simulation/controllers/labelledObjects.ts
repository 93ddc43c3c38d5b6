import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { sameValue } from '../../api/sameValue.ts';
import type { Change } from '../apiserver/history.ts';
import type { Store } from '../apiserver/store.ts';

/** A change of an object that may have labels. */
export interface LabelledChange<T extends KubernetesObject> {
  readonly type: Change['type'];
  readonly object: Stored<T>;
  readonly previous?: Stored<T>;
}

type Labels = Readonly<Record<string, string>>;

/**
 * The objects of one kind by Namespace and label: to find those that have some labels costs as much as there are with the
 * rarest of them.
 */
export class LabelledObjects<T extends KubernetesObject> {
  readonly #byLabel = new Map<string, Map<string, Stored<T>>>();
  readonly #listeners: ((change: LabelledChange<T>) => void)[] = [];

  constructor(store: Store, kind: KindInfo) {
    for (const object of store.list(kind)) this.#add(object as Stored<T>);
    store.onChange((info, { type, object, previous }) => {
      if (info.plural !== kind.plural || info.group !== kind.group) return;
      this.#replace(type, object as Stored<T>, previous as Stored<T> | undefined);
      const change = { type, object, ...(previous && { previous }) } as LabelledChange<T>;
      for (const listener of this.#listeners) listener(change);
    });
  }

  /** Those that have all of these labels, in the order in which they came; none where no label is named. */
  having(namespace: string, labels: Labels): readonly Stored<T>[] {
    const wanted = Object.entries(labels);
    let rarest: Map<string, Stored<T>> | undefined;
    for (const [key, value] of wanted) {
      const found = this.#byLabel.get(labelKey(namespace, key, value));
      if (!found) return [];
      if (!rarest || found.size < rarest.size) rarest = found;
    }
    const objects = [...(rarest?.values() ?? [])];
    return wanted.length === 1 ? objects : objects.filter(({ metadata }) => hasLabels(metadata.labels, wanted));
  }

  /** Calls the listener with each change at once: what takes time is the listener's matter. */
  onChange(listener: (change: LabelledChange<T>) => void): void {
    this.#listeners.push(listener);
  }

  #replace(type: Change['type'], object: Stored<T>, previous: Stored<T> | undefined): void {
    if (type !== 'DELETED' && previous && sameValue(previous.metadata.labels, object.metadata.labels)) {
      for (const key of keysOf(object)) this.#byLabel.get(key)?.set(object.metadata.uid, object);
      return;
    }
    if (previous) this.#remove(previous);
    if (type !== 'DELETED') this.#add(object);
  }

  #add(object: Stored<T>): void {
    for (const key of keysOf(object)) {
      const objects = this.#byLabel.get(key) ?? new Map<string, Stored<T>>();
      objects.set(object.metadata.uid, object);
      this.#byLabel.set(key, objects);
    }
  }

  #remove(object: Stored<T>): void {
    for (const key of keysOf(object)) {
      const objects = this.#byLabel.get(key);
      objects?.delete(object.metadata.uid);
      if (objects?.size === 0) this.#byLabel.delete(key);
    }
  }
}

/** Whether all of the wanted labels are there with these values. */
export function hasLabels(labels: Labels | undefined, wanted: readonly (readonly [string, string])[]): boolean {
  return wanted.every(([key, value]) => labels?.[key] === value);
}

/** The key of one label in one Namespace. */
export function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}=${value}`;
}

function keysOf({ metadata }: Stored): string[] {
  const { namespace = '', labels = {} } = metadata;
  return Object.entries(labels).map(([key, value]) => labelKey(namespace, key, value));
}
