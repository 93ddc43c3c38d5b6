import { formatTime, parseTime } from '../api/time.ts';

/** How far the times of a version are moved, in whole seconds of milliseconds; of what has no version, undefined is asked. */
export type OffsetOfVersion = (resourceVersion: string | undefined) => number;

type Fields = Readonly<Record<string, unknown>>;

/** Times that stand outside of metadata and status: those of Events and of metrics. */
const topLevelTimes = [
  'eventTime',
  'firstTimestamp',
  'lastTimestamp',
  'deprecatedFirstTimestamp',
  'deprecatedLastTimestamp',
  'timestamp',
];
/** Fields of a status that hold a time are named so everywhere in Kubernetes. */
const timeName = /(Time|Timestamp|At)$/;

/**
 * A response's body (an object, a list or a Table of them) with the times that the system set moved by the offset of
 * each object's version. Times that a user wrote into a spec or an annotation stay as they are.
 */
export function shownBody(body: unknown, offsetOf: OffsetOfVersion): unknown {
  if (!isFields(body)) return body;
  if (body.kind === 'Table' && Array.isArray(body.rows)) {
    const rows = mapped(body.rows, (row) => withField(row, 'object', (object) => shownObject(object, offsetOf)));
    return rows === body.rows ? body : { ...body, rows };
  }
  if (Array.isArray(body.items)) {
    const items = mapped(body.items, (item) => shownObject(item, offsetOf));
    return items === body.items ? body : { ...body, items };
  }
  return shownObject(body, offsetOf);
}

function shownObject(object: unknown, offsetOf: OffsetOfVersion): unknown {
  if (!isFields(object) || !isFields(object.metadata)) return object;
  const { resourceVersion } = object.metadata;
  return movedTimes(object, offsetOf(typeof resourceVersion === 'string' ? resourceVersion : undefined));
}

/** An object with its system times moved by so many milliseconds, which are whole seconds; itself where none move. */
export function movedTimes(object: Fields, offsetMs: number): Fields {
  if (offsetMs === 0) return object;
  const move = (value: unknown) => (typeof value === 'string' ? movedTime(value, offsetMs) : value);
  let moved = withField(object, 'metadata', (metadata) => movedMetadata(metadata, move));
  for (const name of topLevelTimes) moved = withField(moved, name, move);
  moved = withField(moved, 'series', (series) => withField(series, 'lastObservedTime', move));
  return withField(moved, 'status', (status) => movedStatus(status, move)) as Fields;
}

function movedMetadata(metadata: unknown, move: (value: unknown) => unknown): unknown {
  let moved = withField(metadata, 'creationTimestamp', move);
  moved = withField(moved, 'deletionTimestamp', move);
  return withField(moved, 'managedFields', (entries) =>
    Array.isArray(entries) ? mapped(entries, (entry) => withField(entry, 'time', move)) : entries,
  );
}

function movedStatus(value: unknown, move: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return mapped(value, (part) => movedStatus(part, move));
  if (!isFields(value)) return value;
  let moved: unknown = value;
  for (const [name, part] of Object.entries(value)) {
    const isTime = typeof part === 'string' && timeName.test(name);
    // A PodDisruptionBudget's map from Pod to time is the one place where the name says nothing.
    const isTimeMap = name === 'disruptedPods' && isFields(part);
    if (isTime) moved = withField(moved, name, move);
    else if (isTimeMap) moved = withField(moved, name, (map) => movedMap(map, move));
    else moved = withField(moved, name, (inner) => movedStatus(inner, move));
  }
  return moved;
}

function movedMap(map: unknown, move: (value: unknown) => unknown): unknown {
  return isFields(map) ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, move(value)])) : map;
}

/** A time moved by whole seconds, with its fraction as it was; a text that is no time stays. */
export function movedTime(text: string, offsetMs: number): string {
  const ms = parseTime(text);
  if (ms === undefined || offsetMs === 0) return text;
  const fraction = /T\d+:\d+:\d+([.,]\d+)?/.exec(text)?.[1] ?? '';
  return formatTime(ms + offsetMs).replace('Z', `${fraction}Z`);
}

/** The value with one field changed; itself where nothing changes. */
function withField(value: unknown, name: string, change: (part: unknown) => unknown): unknown {
  if (!isFields(value) || value[name] === undefined) return value;
  const changed = change(value[name]);
  return changed === value[name] ? value : { ...value, [name]: changed };
}

/** The list with its parts changed; itself where nothing changes. */
function mapped(list: readonly unknown[], change: (part: unknown) => unknown): readonly unknown[] {
  let changed: unknown[] | undefined;
  list.forEach((part, index) => {
    const next = change(part);
    if (next === part && !changed) return;
    changed ??= list.slice(0, index);
    changed[index] = next;
  });
  return changed ?? list;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
