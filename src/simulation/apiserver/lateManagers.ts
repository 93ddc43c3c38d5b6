import type { ManagedFieldsEntry, ObjectMeta } from '../../api/generated/objects.ts';

/** The entries of `managedFields`, or what finds them. */
export type Managers = readonly ManagedFieldsEntry[] | LateManagers;

/** So many writes wait at most for somebody to read who manages which field: each keeps the version before it. */
const maxWaiting = 8;

/**
 * Who manages which field after a write, found out when somebody reads it. Most versions that components write are
 * replaced by the next one before anybody looks at their `managedFields`. When it is read makes no difference to what it says.
 */
export class LateManagers {
  #find: (() => readonly ManagedFieldsEntry[]) | undefined;
  #entries: readonly ManagedFieldsEntry[] = [];
  /** How many writes in a row, with this one, nobody has looked into. */
  readonly #waiting: number;

  /** `before`: the managers of the version before, which `find` reads. */
  constructor(before: Managers, find: () => readonly ManagedFieldsEntry[]) {
    this.#find = find;
    this.#waiting = before instanceof LateManagers && before.#find ? before.#waiting + 1 : 1;
    if (this.#waiting > maxWaiting) this.read();
  }

  read(): readonly ManagedFieldsEntry[] {
    if (this.#find) {
      this.#entries = frozen(this.#find());
      this.#find = undefined;
    }
    return this.#entries;
  }
}

/** Where metadata keeps the managers that its field `managedFields` reads; copies by spreading leave it out. */
const late = Symbol('late managers');

interface LateMeta extends ObjectMeta {
  readonly [late]?: LateManagers;
}

/** One for all, so that all metadata have one shape. */
const lateField: PropertyDescriptor & ThisType<LateMeta> = {
  enumerable: true,
  get() {
    const entries = this[late]?.read() ?? [];
    return entries.length > 0 ? entries : undefined;
  },
};

/** The managers that metadata names, without looking into what nobody has read yet. */
export function managersOf(metadata: ObjectMeta | undefined): Managers {
  return (metadata as LateMeta | undefined)?.[late] ?? metadata?.managedFields ?? [];
}

/** Whether the field `managedFields` is found out when it is read. */
export function isLate(metadata: object): boolean {
  return (metadata as LateMeta)[late] !== undefined;
}

/** Adds the managers to metadata that is being made. */
export function addManagers(metadata: ObjectMeta, managers: Managers): void {
  if (managers instanceof LateManagers) {
    Object.defineProperty(metadata, late, { value: managers });
    Object.defineProperty(metadata, 'managedFields', lateField);
  } else if (managers.length > 0) metadata.managedFields = managers as ManagedFieldsEntry[];
}

/** A copy without the managers. */
export function withoutManagers(metadata: ObjectMeta): ObjectMeta {
  if (!isLate(metadata)) {
    const { managedFields, ...rest } = metadata;
    return rest;
  }
  const rest: Record<string, unknown> = {};
  for (const key of Object.keys(metadata)) {
    if (key !== 'managedFields') rest[key] = metadata[key as keyof ObjectMeta];
  }
  return rest;
}

/** A copy of another version, its fields in the same order. */
export function atVersion(metadata: ObjectMeta | undefined, resourceVersion: string): ObjectMeta {
  if (!metadata || !isLate(metadata)) return { ...metadata, resourceVersion };
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(metadata)) {
    if (key === 'managedFields') addManagers(copy, managersOf(metadata));
    else copy[key] = metadata[key as keyof ObjectMeta];
  }
  copy.resourceVersion = resourceVersion;
  return copy;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
