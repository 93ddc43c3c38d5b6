import { typeSchema } from '../../api/schema.ts';
import { sameJson } from './equality.ts';
import { type FieldSet, fieldSet, unionOf } from './fieldSet.ts';
import { isJson, type Shape, shapeBelow, stepOfElement } from './typedValue.ts';

/** What differs between two versions of an object, field by field. */
export interface FieldChanges {
  /** New values, and values that are other ones. */
  readonly set?: FieldSet;
  readonly removed?: FieldSet;
}

interface Node {
  readonly set: FieldSet | undefined;
  readonly removed: FieldSet | undefined;
}

const same: Node = { set: undefined, removed: undefined };

/** Compares two versions; parts that are the same object are not looked into. */
export function changesBetween(before: unknown, after: unknown, shape: Shape): FieldChanges {
  const { set, removed } = compare(before, after, shape);
  return { ...(set && { set }), ...(removed && { removed }) };
}

function compare(before: unknown, after: unknown, shape: Shape): Node {
  if (before === after) return same;
  let node: Node;
  if ((shape.kind === 'object' || shape.kind === 'map') && !bothEmpty(before, after)) {
    const keys = new Set([...keysOf(before), ...keysOf(after)]);
    const parts = [...keys].map((key): [string, Node] => {
      const below = shapeBelow(shape, key);
      return [`f:${key}`, below ? compare(valueAt(before, key), valueAt(after, key), below) : same];
    });
    node = gather(parts);
  } else if (shape.kind === 'list' && !bothEmpty(before, after)) {
    const mine = elementsOf(before, shape);
    const theirs = elementsOf(after, shape);
    const steps = new Set([...mine.keys(), ...theirs.keys()]);
    node = gather([...steps].map((step) => [step, compare(mine.get(step), theirs.get(step), shape.of)]));
  } else return leafChange(before, after);
  if (before === undefined) return { ...node, set: asMember(node.set) };
  if (after === undefined) return { ...node, removed: asMember(node.removed) };
  return node;
}

function leafChange(before: unknown, after: unknown): Node {
  const leaf = fieldSet('member', new Map());
  if (before === undefined) return { set: leaf, removed: undefined };
  if (after === undefined) return { set: undefined, removed: leaf };
  return sameJson(before, after) ? same : { set: leaf, removed: undefined };
}

function gather(parts: readonly (readonly [string, Node])[]): Node {
  const set = new Map<string, FieldSet>();
  const removed = new Map<string, FieldSet>();
  for (const [step, part] of parts) {
    if (part.set) set.set(step, part.set);
    if (part.removed) removed.set(step, part.removed);
  }
  return { set: fieldSet('path', set), removed: fieldSet('path', removed) };
}

function asMember(set: FieldSet | undefined): FieldSet | undefined {
  return unionOf(set, fieldSet('member', new Map()));
}

function bothEmpty(before: unknown, after: unknown): boolean {
  const isEmpty = (value: unknown) => value === undefined || value === null || Object.keys(value).length === 0;
  return isEmpty(before) && isEmpty(after);
}

function keysOf(value: unknown): string[] {
  return isJson(value) ? Object.keys(value) : [];
}

function valueAt(value: unknown, key: string): unknown {
  return isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The first element of each key. */
function elementsOf(value: unknown, shape: Shape & { kind: 'list' }): Map<string, unknown> {
  const elements = new Map<string, unknown>();
  for (const item of Array.isArray(value) ? value : []) {
    const step = stepOfElement(shape, item);
    if (step !== undefined && !elements.has(step)) elements.set(step, item);
  }
  return elements;
}

/** Objects that a real server's types hold by value: they are written even where nothing is in them. */
const heldByValue = new Set(['metadata', 'spec', 'status', 'template', 'strategy', 'updateStrategy', 'jobTemplate']);

const emptyObjects = new Map<string, Record<string, unknown>>();

/** A new object before anybody set a field, as a real server writes it: what is always there belongs to nobody. */
export function emptyObject(type: string): Record<string, unknown> {
  const known = emptyObjects.get(type);
  if (known) return known;
  const empty: Record<string, unknown> = {};
  for (const { name, type: fieldType, required } of typeSchema(type).fields.values()) {
    if (fieldType.kind === 'object' && (heldByValue.has(name) || required || isResources(type, name))) {
      empty[name] = emptyObject(fieldType.type);
    } else if (required) empty[name] = null;
  }
  emptyObjects.set(type, empty);
  return empty;
}

function isResources(type: string, field: string): boolean {
  return type === 'PersistentVolumeClaimSpec' && field === 'resources';
}
