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
/** The only times in a spec that a system keeps: a Lease's. No other kind has fields of these names. */
const leaseTimes = ['acquireTime', 'renewTime'];
/** Fields of a status that hold a time are named so everywhere in Kubernetes. */
const timeName = /(Time|Timestamp|At)$/;

/**
 * A response's body (an object, a list or a Table of them) with the times that the system set moved by the offset of
 * each object's version. Times that a user wrote into a spec or an annotation stay as they are. `dates` says which cells
 * of a Table are times, for those that do not name their columns.
 */
export function shownBody(
  body: unknown,
  offsetOf: OffsetOfVersion,
  dates: readonly number[] = dateColumns(body) ?? [],
): unknown {
  if (!isFields(body)) return body;
  if (body.kind === 'Table') {
    return withField(body, 'rows', (rows) => (Array.isArray(rows) ? shownRows(rows, dates, offsetOf) : rows));
  }
  if (Array.isArray(body.items)) {
    const items = mapped(body.items, (item) => shownObject(item, offsetOf));
    return items === body.items ? body : { ...body, items };
  }
  return shownObject(body, offsetOf);
}

/** The places of a Table's cells that are times; undefined where it does not name its columns. */
export function dateColumns(body: unknown): readonly number[] | undefined {
  if (!isFields(body) || !Array.isArray(body.columnDefinitions)) return undefined;
  return body.columnDefinitions.flatMap((column, index) => (isFields(column) && column.type === 'date' ? [index] : []));
}

function shownRows(rows: readonly unknown[], dates: readonly number[], offsetOf: OffsetOfVersion): readonly unknown[] {
  return mapped(rows, (row) => {
    const offsetMs = isFields(row) ? offsetOfObject(row.object, offsetOf) : 0;
    const moved = withField(row, 'cells', (cells) =>
      Array.isArray(cells) && dates.length > 0
        ? mapped(cells, (cell, index) => (dates.includes(index) ? movedText(cell, offsetMs) : cell))
        : cells,
    );
    return withField(moved, 'object', (object) => shownObject(object, offsetOf));
  });
}

function offsetOfObject(object: unknown, offsetOf: OffsetOfVersion): number {
  const { resourceVersion } = isFields(object) && isFields(object.metadata) ? object.metadata : {};
  return offsetOf(typeof resourceVersion === 'string' ? resourceVersion : undefined);
}

function movedText(value: unknown, offsetMs: number): unknown {
  return typeof value === 'string' ? movedTime(value, offsetMs) : value;
}

function shownObject(object: unknown, offsetOf: OffsetOfVersion): unknown {
  return isFields(object) && isFields(object.metadata) ? movedTimes(object, offsetOfObject(object, offsetOf)) : object;
}

/** An object with its system times moved by so many milliseconds, which are whole seconds; itself where none move. */
export function movedTimes(object: Fields, offsetMs: number): Fields {
  return offsetMs === 0 ? object : withTimes(object, (time) => movedTime(time, offsetMs));
}

/** An object with each of its system times changed; itself where none changes. */
export function withTimes(object: Fields, change: (time: string) => string): Fields {
  const move = (value: unknown) => (typeof value === 'string' ? change(value) : value);
  let moved = withField(object, 'metadata', (metadata) => movedMetadata(metadata, move));
  for (const name of topLevelTimes) moved = withField(moved, name, move);
  moved = withField(moved, 'series', (series) => withField(series, 'lastObservedTime', move));
  for (const name of leaseTimes) moved = withField(moved, 'spec', (spec) => withField(spec, name, move));
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
function mapped(list: readonly unknown[], change: (part: unknown, index: number) => unknown): readonly unknown[] {
  let changed: unknown[] | undefined;
  list.forEach((part, index) => {
    const next = change(part, index);
    if (next === part && !changed) return;
    changed ??= list.slice(0, index);
    changed[index] = next;
  });
  return changed ?? list;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
