import { type CST, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { keyText, scalarValue } from '../../api/yamlScalars.ts';
import type { ManifestDocument } from '../manifestFile.ts';
import { isMergeKey } from '../plainValue.ts';
import { shifted, type TextRange } from '../textRange.ts';
import { rangeOfField } from '../written.ts';
import type { Edits } from './textEdit.ts';

/** A document and the text of the file that it stands in: what every edit starts from. A `FixContext` is one. */
export interface Manuscript {
  readonly text: string;
  readonly document: ManifestDocument;
}

/** The tree of one document, with offsets from the start of its own text. */
export interface WrittenTree {
  readonly text: string;
  readonly root: Node | undefined;
}

/** A pair of a map, an item of a list or the whole document, with all that belongs to it in the text. */
export interface Slot {
  readonly kind: 'pair' | 'item' | 'root';
  /** Where its first mark, anchor or letter stands. */
  readonly start: number;
  /** Behind its value; without one, behind its key or mark. A block text ends behind its line break. */
  readonly end: number;
  /** Behind the colon or dash and the anchors after it: where a value may be put. Undefined where there is no such mark. */
  readonly valueAt: number | undefined;
  readonly key?: TextRange;
  readonly name?: string;
  /** The value, unless it is empty. */
  readonly value: Node | undefined;
  readonly hasTag: boolean;
  /** Where the value has one. */
  readonly anchor?: string;
  /** The map or list that it is in; undefined for the document. */
  readonly parent?: Slot;
  /** Its place among those of its parent. */
  readonly index: number;
}

/** Does the work of an edit on the document's own text; the edits that come out are for the file's. */
export function editing({ document }: Manuscript, work: (tree: WrittenTree) => Edits): Edits {
  const distance = originOf(document);
  return work(document.parsed)?.map(({ range, newText }) => ({ range: shifted(range, distance), newText }));
}

/** Where in the file the text of a document begins; that of a List's item is the whole List's. */
export function originOf({ parsed, rangeOf }: ManifestDocument): number {
  return rangeOf([], 'value').start - rangeOfField({ path: [], value: parsed.root }, 'value').start;
}

/** The slot at a path, if it is written just there and not behind an alias or a merge. */
export function slotAt(tree: WrittenTree, path: FieldPath): Slot | undefined {
  let slot: Slot | undefined = rootSlot(tree);
  for (const segment of path) {
    const name = typeof segment === 'object' ? segment.key : segment;
    const inside: Slot[] | undefined = slot && slotsOf(slot);
    slot = typeof name === 'number' ? inside?.[name] : inside?.findLast((one) => one.name === name);
    if (typeof name === 'number' && slot?.kind !== 'item') return undefined;
  }
  return slot;
}

/** The slots of a map or list in their order; undefined where there is no collection or one of a strange shape. */
export function slotsOf(parent: Slot): Slot[] | undefined {
  const { value } = parent;
  if (isMap(value)) {
    const pairs = value.items.filter(isPair);
    // `[a: 1]` holds a map without braces.
    if (value.flow && value.srcToken?.type !== 'flow-collection') return undefined;
    return pairs.map((pair, index) => pairSlot(pair as Pair<Node, Node | null>, parent, index));
  }
  if (!isSeq(value)) return undefined;
  const token = value.srcToken;
  if (token?.type !== 'block-seq' && token?.type !== 'flow-collection') return undefined;
  const written = token.items.filter((item) => isItem(item, token.type));
  if (written.length !== value.items.length) return undefined;
  return written.map((item, index) => itemSlot(item, value.items[index], parent, index));
}

/** True for a map or list in braces or brackets. */
export function isFlow(slot: Slot): boolean {
  return isCollection(slot.value) && slot.value.flow === true;
}

/** True for a map into which `<<` brings the fields of another. */
export function hasMerge({ value }: Slot): boolean {
  return isMap(value) && value.items.some((item) => isPair(item) && isMergeKey(item.key));
}

function rootSlot({ root, text }: WrittenTree): Slot {
  if (!root) return { kind: 'root', start: 0, end: 0, valueAt: undefined, value: undefined, hasTag: false, index: 0 };
  const start = root.range?.[0] ?? 0;
  const slot = { kind: 'root', start, valueAt: undefined, value: root, hasTag: hasTag(root), index: 0 } as const;
  return { ...slot, end: Math.min(text.length, endOf(root, slot)), ...anchorOf(root) };
}

function pairSlot(pair: Pair<Node, Node | null>, parent: Slot, index: number): Slot {
  const item = pair.srcToken as CST.CollectionItem | undefined;
  const keyRange = pair.key?.range;
  const key = keyRange && { start: keyRange[0], end: keyRange[1] };
  const marks = (item?.start ?? []).filter(isMark);
  const before = (item?.sep ?? []).filter(isMark);
  const colon = before.some(({ type }) => type === 'map-value-ind');
  const value = item?.value && pair.value ? pair.value : undefined;
  const start = Math.min(marks[0]?.offset ?? Number.POSITIVE_INFINITY, key?.start ?? Number.POSITIVE_INFINITY);
  const marksEnd = endOfToken(before.at(-1)) ?? key?.end ?? endOfToken(marks.at(-1)) ?? 0;
  const slot = {
    kind: 'pair',
    start: Number.isFinite(start) ? start : (before[0]?.offset ?? 0),
    valueAt: colon ? marksEnd : undefined,
    value,
    hasTag: hasTag(pair.value),
    ...anchorOf(pair.value),
    parent,
    index,
    ...(key && { key }),
    ...nameOf(pair),
  } as const;
  return { ...slot, end: value ? endOf(value, slot) : marksEnd };
}

function itemSlot(item: CST.CollectionItem, node: unknown, parent: Slot, index: number): Slot {
  const marks = item.start.filter(isMark);
  const value = item.value && isNode(node) ? node : undefined;
  const marksEnd = endOfToken(marks.at(-1));
  const start = marks[0]?.offset ?? value?.range?.[0] ?? 0;
  const tagged = isNode(node) ? { hasTag: hasTag(node), ...anchorOf(node) } : { hasTag: false };
  const slot = { kind: 'item', start, valueAt: marksEnd ?? start, value, ...tagged, parent, index } as const;
  return { ...slot, end: value ? endOf(value, slot) : (marksEnd ?? start) };
}

function endOf(value: Node, slot: Omit<Slot, 'end'>): number {
  const end = value.range?.[1] ?? 0;
  if (!isCollection(value) || value.flow) return end;
  return slotsOf({ ...slot, end })?.at(-1)?.end ?? end;
}

function isItem(item: CST.CollectionItem, type: 'block-seq' | 'flow-collection'): boolean {
  if (type === 'block-seq') return item.start.some((token) => token.type === 'seq-item-ind');
  return Boolean(item.value || item.key || item.sep || item.start.some(isMark));
}

function isMark({ type }: CST.SourceToken): boolean {
  return !['space', 'comment', 'newline', 'comma'].includes(type);
}

function endOfToken(token: CST.SourceToken | undefined): number | undefined {
  return token && token.offset + token.source.length;
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isAlias(node) || isCollection(node);
}

function hasTag(node: unknown): boolean {
  return (isScalar(node) || isCollection(node)) && node.tag !== undefined;
}

function anchorOf(node: unknown): { anchor?: string } {
  return (isScalar(node) || isCollection(node)) && node.anchor ? { anchor: node.anchor } : {};
}

function nameOf({ key }: Pair): { name?: string } {
  if (!isScalar(key) || isMergeKey(key)) return {};
  return { name: keyText(scalarValue(key.source ?? '', key.type === 'PLAIN' ? 'plain' : 'quoted', key.tag)) };
}
