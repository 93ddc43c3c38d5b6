import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { invariant } from '../../invariant.ts';
import { type Change, History } from './history.ts';
import { atVersion, isLate } from './lateManagers.ts';

/** Told of every change, at once, in the order of the changes. */
export type ChangeListener = (info: KindInfo, change: Change) => void;

/** The objects of one kind in one namespace (the empty one for kinds that have none). */
class Partition {
  readonly objects = new Map<string, Stored>();
  #names: readonly string[] | undefined;

  put(name: string, object: Stored): void {
    if (!this.objects.has(name)) this.#names = undefined;
    this.objects.set(name, object);
  }

  remove(name: string): void {
    this.objects.delete(name);
    this.#names = undefined;
  }

  *sorted(): Iterable<Stored> {
    this.#names ??= [...this.objects.keys()].sort();
    for (const name of this.#names) yield this.objects.get(name) as Stored;
  }
}

interface Collection {
  readonly partitions: Map<string, Partition>;
  readonly history: History;
}

/**
 * What etcd is to a real API server: every object in its newest version, one counter of versions for all of them, and
 * a bounded history of changes for each kind. Objects are frozen, so that they can be handed out as they are.
 */
export class Store {
  #revision = 0;
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Set<ChangeListener>();

  /** The resourceVersion of the newest change. */
  get revision(): number {
    return this.#revision;
  }

  get(info: KindInfo, namespace: string, name: string): Stored | undefined {
    return this.#collections.get(keyOf(info))?.partitions.get(namespace)?.objects.get(name);
  }

  /** In the order of namespace and name; all namespaces where none is given. */
  list(info: KindInfo, namespace?: string): readonly Stored[] {
    const partitions = this.#collections.get(keyOf(info))?.partitions;
    if (!partitions) return [];
    const namespaces = namespace === undefined ? [...partitions.keys()].sort(compareNamespaces) : [namespace];
    const objects: Stored[] = [];
    for (const each of namespaces) for (const object of partitions.get(each)?.sorted() ?? []) objects.push(object);
    return objects;
  }

  /** Every object of every kind, kind by kind, for a picture of the whole. */
  *everything(): Iterable<Stored> {
    for (const key of [...this.#collections.keys()].sort()) {
      const partitions = this.#collections.get(key)?.partitions ?? new Map<string, Partition>();
      for (const namespace of [...partitions.keys()].sort(compareNamespaces)) {
        yield* partitions.get(namespace)?.sorted() ?? [];
      }
    }
  }

  /** Stores a new object or a new version of one and gives it the next resourceVersion. */
  put<T extends KubernetesObject>(info: KindInfo, object: T): Stored<T> {
    const { name, namespace } = identityOf(object);
    const collection = this.#collection(info);
    let partition = collection.partitions.get(namespace);
    if (!partition) {
      partition = new Partition();
      collection.partitions.set(namespace, partition);
    }
    const previous = partition.objects.get(name);
    const { stored, weight } = this.#withNextRevision(object);
    partition.put(name, stored);
    const type = previous ? 'MODIFIED' : 'ADDED';
    const change: Change = { revision: this.#revision, type, object: stored, ...(previous && { previous }) };
    this.#tell(info, collection, change, weight);
    return stored;
  }

  /** Takes an object out; what is returned is its last version, as watches see it. */
  remove<T extends KubernetesObject>(info: KindInfo, object: T): Stored<T> {
    const { name, namespace } = identityOf(object);
    const collection = this.#collection(info);
    const partition = collection.partitions.get(namespace);
    const previous = partition?.objects.get(name);
    invariant(partition && previous, `${info.plural} "${name}" cannot be removed: it is not stored`);
    const { stored: last, weight } = this.#withNextRevision(object);
    partition.remove(name);
    if (partition.objects.size === 0) collection.partitions.delete(namespace);
    this.#tell(info, collection, { revision: this.#revision, type: 'DELETED', object: last, previous }, weight);
    return last;
  }

  /** The changes of a kind after `revision`, in order; undefined where the history does not reach back so far. */
  changesSince(info: KindInfo, revision: number): readonly Change[] | undefined {
    return this.#collection(info).history.since(revision);
  }

  /** The oldest version from which `changesSince` can go on. */
  oldestRevision(info: KindInfo): number {
    return this.#collection(info).history.oldestRevision;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #collection(info: KindInfo): Collection {
    const key = keyOf(info);
    let collection = this.#collections.get(key);
    if (!collection) {
      collection = { partitions: new Map(), history: new History() };
      this.#collections.set(key, collection);
    }
    return collection;
  }

  #withNextRevision<T extends KubernetesObject>(object: T): { stored: Stored<T>; weight: number } {
    this.#revision += 1;
    const metadata = atVersion(object.metadata, String(this.#revision));
    const stored = { ...object, metadata } as unknown as Stored<T>;
    return { stored, weight: deepFreeze(stored) };
  }

  #tell(info: KindInfo, collection: Collection, change: Change, weight: number): void {
    collection.history.add(change, weight);
    for (const listener of this.#listeners) listener(info, change);
  }
}

/** All versions of a kind share their objects. */
function keyOf(info: KindInfo): string {
  return `${info.group}/${info.plural}`;
}

function identityOf(object: KubernetesObject): { name: string; namespace: string } {
  const { name, namespace = '' } = object.metadata ?? {};
  invariant(name, 'an object without a name cannot be stored');
  return { name, namespace };
}

/** As the keys `namespace/name` would sort: `a-b/x` before `a/x`. */
function compareNamespaces(a: string, b: string): number {
  return `${a}/` < `${b}/` ? -1 : 1;
}

/** What managers that nobody has looked into yet weigh, in characters: roughly those of a Pod. */
const lateWeight = 2_000;

/** Freezes what is not frozen yet, and says roughly how many characters that is: the rest belongs to older versions. */
function deepFreeze(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return 0;
  Object.freeze(value);
  let weight = 0;
  for (const key of Object.keys(value)) {
    const isLeft = key === 'managedFields' && isLate(value);
    weight += key.length + (isLeft ? lateWeight : deepFreeze(value[key as keyof typeof value]));
  }
  return weight;
}
