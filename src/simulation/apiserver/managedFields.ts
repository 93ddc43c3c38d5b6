import type { ManagedFieldsEntry } from '../../api/generated/objects.ts';
import { apiVersionOf, type KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { formatTime } from '../../api/time.ts';
import { changesBetween, emptyObject } from './fieldChanges.ts';
import { differenceOf, type FieldSet, readFieldSet, unionOf } from './fieldSet.ts';
import { withoutManagers } from './lateManagers.ts';
import { isJson, shapeOfType } from './typedValue.ts';

/** Who writes, and through which subresource. */
export interface Writer {
  readonly manager: string;
  readonly subresource?: string;
}

/** One manager of fields: an entry of `managedFields` with its fields as a set. */
export interface Manager {
  readonly entry: Omit<ManagedFieldsEntry, 'fieldsV1' | 'fieldsType'>;
  readonly fields: FieldSet | undefined;
}

/** So many managers that update (rather than apply) an object has at most (`DefaultMaxUpdateManagers`). */
const maxUpdateManagers = 10;

/** The manager that gets the fields of the oldest ones beyond that. */
const ancientManager = 'ancient-changes';

/** Nobody owns what identifies an object and what the server counts. */
export const unowned = readFieldSet({
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {
    '.': {},
    'f:name': {},
    'f:namespace': {},
    'f:creationTimestamp': {},
    'f:selfLink': {},
    'f:uid': {},
    'f:generation': {},
    'f:managedFields': {},
    'f:resourceVersion': {},
  },
});

/**
 * The managers of an object after a create or update of it: the writer gets the fields that it changed and others lose
 * them. `before` is missing for a create. The entries of `before` themselves come back where nothing changes hands.
 */
export function trackUpdate(
  info: KindInfo,
  before: Stored | undefined,
  after: KubernetesObject,
  writer: Writer,
  nowMs: number,
): readonly ManagedFieldsEntry[] {
  const claimed = writer.subresource === undefined ? after.metadata?.managedFields : undefined;
  const stored = before?.metadata.managedFields ?? [];
  if (isReset(claimed)) return [];
  const known = claimed && claimed !== stored && readManagers(claimed).length > 0 ? claimed : stored;
  // An object whose managers were taken away is not followed until somebody applies it.
  if (before && known.length === 0) return known;
  const { set, removed } = changesBetween(
    visiblePart(before ?? emptyObject(info.type), writer.subresource),
    visiblePart(after, writer.subresource),
    shapeOfType(info.type),
  );
  const taken = differenceOf(set, unowned);
  if (!taken && !removed) return known;
  const lost = unionOf(set, removed);
  let managers = readManagers(known).map(({ entry, fields }) => ({ entry, fields: differenceOf(fields, lost) }));
  if (taken) {
    const entry = updateEntry(info, writer, nowMs);
    const mine = readManagers(known).find((manager) => isSameManager(manager.entry, entry));
    const fields = unionOf(differenceOf(mine?.fields, removed), taken);
    managers = [...managers.filter((manager) => !isSameManager(manager.entry, entry)), { entry, fields }];
  }
  return writeManagers(capped(managers));
}

/** What a write through this door can change: the rest belongs to the other doors. */
export function visiblePart(object: object, subresource: string | undefined): Record<string, unknown> {
  const { status, ...rest } = object as Record<string, unknown>;
  const metadata = isJson(rest.metadata) ? withoutManagers(rest.metadata) : {};
  if (subresource !== 'status') return { ...rest, metadata };
  const { labels, annotations } = metadata;
  return { metadata: { labels, annotations }, status };
}

/** A list of one empty entry takes all managers away. */
function isReset(entries: readonly ManagedFieldsEntry[] | undefined): boolean {
  return entries?.length === 1 && Object.keys(entries[0] ?? {}).length === 0;
}

function updateEntry(info: KindInfo, writer: Writer, nowMs: number): Manager['entry'] {
  return {
    manager: writer.manager,
    operation: 'Update',
    apiVersion: apiVersionOf(info),
    time: formatTime(nowMs),
    ...(writer.subresource !== undefined && { subresource: writer.subresource }),
  };
}

/** Whether two entries are of one manager. Who applies is the same in all versions of the API. */
export function isSameManager(a: ManagedFieldsEntry, b: ManagedFieldsEntry): boolean {
  return (
    (a.manager ?? '') === (b.manager ?? '') &&
    a.operation === b.operation &&
    (a.subresource ?? '') === (b.subresource ?? '') &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/** Reads entries; none where one of them is unreadable, as in a real server. */
export function readManagers(entries: readonly ManagedFieldsEntry[] | undefined): Manager[] {
  const managers: Manager[] = [];
  for (const { fieldsV1, fieldsType, ...entry } of entries ?? []) {
    const isKnown = entry.operation === 'Apply' || entry.operation === 'Update';
    if (!isKnown || (fieldsType ?? 'FieldsV1') !== 'FieldsV1' || !entry.apiVersion) return [];
    managers.push({ entry, fields: readFieldSet(fieldsV1) });
  }
  return managers;
}

/** Writes entries in a real server's order: who applies first, then by time and name. Managers of nothing are left out. */
export function writeManagers(managers: readonly Manager[]): ManagedFieldsEntry[] {
  return managers
    .filter(({ fields }) => fields !== undefined)
    .sort((a, b) => compareKeys(sortKey(a.entry), sortKey(b.entry)))
    .map(({ entry: { manager, operation, apiVersion, time, subresource }, fields }) => ({
      ...(manager && { manager }),
      ...(operation !== undefined && { operation }),
      ...(apiVersion !== undefined && { apiVersion }),
      ...(time !== undefined && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: fields as object,
      ...(subresource && { subresource }),
    }));
}

function sortKey({ operation, time, manager, apiVersion, subresource }: ManagedFieldsEntry): string[] {
  return [operation ?? '', time ?? '', manager ?? '', apiVersion ?? '', subresource ?? ''];
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as string, b[i] as string];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function capped(managers: readonly Manager[]): readonly Manager[] {
  const updaters = managers
    .filter(({ entry, fields }) => fields !== undefined && entry.operation === 'Update')
    .sort((a, b) => compareKeys(sortKey(a.entry), sortKey(b.entry)));
  if (updaters.length <= maxUpdateManagers) return managers;
  const oldest = updaters.slice(0, updaters.length - maxUpdateManagers + 1);
  const rest = managers.filter((manager) => !oldest.includes(manager));
  const newest = (oldest.at(-1) as Manager).entry;
  const fields = oldest.reduce<FieldSet | undefined>((all, manager) => unionOf(all, manager.fields), undefined);
  const { subresource, ...entry } = newest;
  return [...rest, { entry: { ...entry, manager: ancientManager }, fields }];
}
