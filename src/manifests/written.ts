import { isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { FieldPath, PathSegment } from '../api/field.ts';
import { keyText, scalarValue } from '../api/yamlScalars.ts';
import { isMergeKey } from './plainValue.ts';
import { type TextRange, touches } from './textRange.ts';

/** A field as it stands in the text: under a key, or as an item of a list. The document itself has neither. */
export interface WrittenField {
  readonly path: FieldPath;
  readonly key?: Node;
  readonly value: unknown;
  readonly parent?: WrittenField;
}

/** Which part of a field: its key, its value, or both. */
export type FieldPart = 'key' | 'value' | 'node';

/** The field at a path and whether all of the path is written; otherwise the nearest written parent. */
export function findField(root: Node | undefined, path: FieldPath): { field: WrittenField; complete: boolean } {
  let field: WrittenField = { path: [], value: root };
  for (const segment of path) {
    const child = childField(field, segment);
    if (!child) return { field, complete: false };
    field = child;
    // What an alias or a merge stands for is written elsewhere: the place of use is where the reader looks.
    if (isAlias(field.value) || isMergeKey(field.key)) return { field, complete: true };
  }
  return { field, complete: true };
}

/** The fields of an object or the items of a list, as written. */
export function childrenOf(field: WrittenField): WrittenField[] {
  const { value, path } = field;
  if (isSeq(value)) return value.items.map((item, index) => ({ path: [...path, index], value: item, parent: field }));
  if (!isMap(value)) return [];
  return value.items.filter(isPair).map((pair) => fieldOf(pair, field));
}

function fieldOf(pair: Pair, parent: WrittenField): WrittenField {
  return { path: [...parent.path, keyName(pair)], key: pair.key as Node, value: pair.value, parent };
}

function childField(field: WrittenField, segment: PathSegment): WrittenField | undefined {
  const { value, path } = field;
  if (isSeq(value)) {
    if (typeof segment !== 'number' || segment >= value.items.length) return undefined;
    return { path: [...path, segment], value: value.items[segment], parent: field };
  }
  if (!isMap(value) || typeof segment === 'number') return undefined;
  const name = typeof segment === 'string' ? segment : segment.key;
  const pairs = value.items.filter(isPair);
  const pair =
    pairs.findLast(({ key }) => isScalar(key) && key.source === name) ??
    pairs.findLast((item) => keyName(item) === name) ??
    pairs.find((item) => isMergeKey(item.key));
  return pair && { path: [...path, segment], key: pair.key as Node, value: pair.value, parent: field };
}

function keyName(pair: Pair): string {
  const key: unknown = pair.key;
  if (!isScalar(key)) return '';
  return keyText(scalarValue(key.source ?? '', key.type === 'PLAIN' ? 'plain' : 'quoted', key.tag));
}

/** Where a part of a field stands, from the document's start. A missing part gives what there is of the field. */
export function rangeOfField(field: WrittenField, part: FieldPart): TextRange {
  const key = writtenRange(field.key);
  const written = writtenRange(field.value);
  if (part === 'key') return key ?? firstPart(field) ?? { start: 0, end: 0 };
  if (part === 'value') return written ?? key ?? firstPart(field) ?? { start: 0, end: 0 };
  const both = key && written ? { start: key.start, end: written.end } : (key ?? written);
  return both ?? firstPart(field) ?? { start: 0, end: 0 };
}

/** What a reader points at when a list item or a document has no key: its first field, its text, or its dash. */
function firstPart(field: WrittenField): TextRange | undefined {
  const first = firstChild(field);
  if (first) return rangeOfField(first, isMap(first.value) || isSeq(first.value) ? 'key' : 'node');
  const text = writtenRange(field.value);
  return text ?? dashOf(field) ?? (field.parent && rangeOfField(field.parent, 'key')) ?? nodeRange(field.value);
}

function firstChild(field: WrittenField): WrittenField | undefined {
  const { value } = field;
  if (isSeq(value)) return childField(field, 0);
  const pair = isMap(value) ? value.items.find(isPair) : undefined;
  return pair && fieldOf(pair, field);
}

/** The dash of an item of which no more is written. */
function dashOf({ parent, path }: WrittenField): TextRange | undefined {
  const index = path.at(-1);
  const list = parent?.value;
  if (!isSeq(list) || typeof index !== 'number' || list.srcToken?.type !== 'block-seq') return undefined;
  const dash = list.srcToken.items[index]?.start.find(({ type }) => type === 'seq-item-ind');
  return dash && { start: dash.offset, end: dash.offset + 1 };
}

function writtenRange(node: unknown): TextRange | undefined {
  const range = nodeRange(node);
  return range && range.end > range.start ? range : undefined;
}

/** The text of a node without the blank space and comments behind it. */
export function nodeRange(node: unknown): TextRange | undefined {
  if (!isScalar(node) && !isAlias(node) && !isMap(node) && !isSeq(node)) return undefined;
  if (!node.range) return undefined;
  const [start, end] = node.range;
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last: unknown = node.items.at(-1);
    const inner = isPair(last) ? (nodeRange(last.value) ?? nodeRange(last.key)) : nodeRange(last);
    const keyEnd = isPair(last) ? (nodeRange(last.key)?.end ?? start) : start;
    return { start, end: Math.max(start, keyEnd, Math.min(end, inner?.end ?? end)) };
  }
  return { start, end };
}

/** The key or the scalar that the offset touches, from the outside in; undefined between them. */
export function fieldAtOffset(
  root: Node | undefined,
  offset: number,
): { field: WrittenField; part: 'key' | 'value' } | undefined {
  let field: WrittenField = { path: [], value: root };
  while (isMap(field.value) || isSeq(field.value)) {
    const onKey = isMap(field.value) && field.value.items.find((pair) => isPair(pair) && isTouched(pair.key, offset));
    if (onKey) return { field: fieldOf(onKey, field), part: 'key' };
    const inside = childInside(field, offset);
    if (!inside) return undefined;
    field = inside;
  }
  return isTouched(field.value, offset) && field.path.length > 0 ? { field, part: 'value' } : undefined;
}

function childInside(field: WrittenField, offset: number): WrittenField | undefined {
  const { value } = field;
  if (isSeq(value)) {
    const index = value.items.findIndex((item) => isTouched(item, offset));
    return index < 0 ? undefined : childField(field, index);
  }
  const pair = isMap(value) ? value.items.find((item) => isPair(item) && isTouched(item.value, offset)) : undefined;
  return pair && fieldOf(pair, field);
}

function isTouched(node: unknown, offset: number): boolean {
  const range = nodeRange(node);
  return range !== undefined && range.end > range.start && touches(range, offset);
}
