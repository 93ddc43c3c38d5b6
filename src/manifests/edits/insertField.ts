import { isMap, isSeq } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { endOfDeeperComments } from './comments.ts';
import { columnOf, endOfLine, indented, isFirstInLine, startOfLine } from './lines.ts';
import { putValue } from './putValue.ts';
import type { Edits, TextEdit } from './textEdit.ts';
import { styleOf, type TextStyle } from './textStyle.ts';
import {
  editing,
  hasMerge,
  isFlow,
  type Manuscript,
  type Slot,
  slotAt,
  slotsOf,
  type WrittenTree,
} from './writtenTree.ts';
import { fieldLines, flowText, itemLines, scalarText } from './yamlText.ts';

/** Where among its siblings something new stands; where such a sibling is not there, it comes last. */
export type Placement = 'first' | 'last' | { readonly before: string } | { readonly after: string };

/**
 * Writes a field that is not there yet, with the parents on its way that are missing. `placement` is among the fields of the nearest
 * written parent. Undefined where something else stands in the way, such as a text, an alias or the field itself.
 */
export function insertField(
  manuscript: Manuscript,
  path: FieldPath,
  value: unknown,
  placement: Placement = 'last',
): Edits {
  return editing(manuscript, (tree) => insertion(tree, path, value, placement));
}

/** Adds an item to a list; writes the list where there is none. */
export function insertItem(
  manuscript: Manuscript,
  path: FieldPath,
  value: unknown,
  placement: 'first' | 'last' = 'last',
): Edits {
  return editing(manuscript, (tree) => {
    const list = slotAt(tree, path);
    if (!list) return insertion(tree, path, [value], 'last');
    const style = styleOf(tree);
    const lines = () => itemLines(value, style);
    if (list.value && !isSeq(list.value)) return undefined;
    if (isFree(list)) return putValue(tree, list, [value], style);
    return insertInto(tree, list, { lines, flow: flowText(value, style.language) }, placement, style);
  });
}

function insertion(tree: WrittenTree, path: FieldPath, value: unknown, placement: Placement): Edits {
  if (path.length === 0) return undefined;
  let length = path.length - 1;
  while (length > 0 && !slotAt(tree, path.slice(0, length))) length--;
  const parent = slotAt(tree, path.slice(0, length));
  const missing = path.slice(length).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  const [name, ...inner] = missing;
  if (!parent || typeof name !== 'string' || inner.some((segment) => typeof segment !== 'string')) return undefined;
  const style = styleOf(tree);
  const nested = inner.reduceRight<unknown>((inside, segment) => ({ [segment as string]: inside }), value);
  if (isFree(parent)) return putValue(tree, parent, { [name]: nested }, style);
  if (!isMap(parent.value) || slotsOf(parent)?.some((slot) => slot.name === name)) return undefined;
  const lines = () => fieldLines(name, nested, style);
  const flow = `${scalarText(name, style.language)}: ${flowText(nested, style.language)}`;
  // What `<<` brings in replaces what stands before it.
  return insertInto(tree, parent, { lines, flow }, hasMerge(parent) ? 'last' : placement, style);
}

/** A new slot as it would stand in a block, from column 0, and in braces. */
export interface NewSlot {
  lines(): readonly string[];
  readonly flow: string;
}

/** Puts a new slot among those of a map or list that has some. */
export function insertInto(
  tree: WrittenTree,
  parent: Slot,
  slot: NewSlot,
  placement: Placement,
  style: TextStyle,
): Edits {
  const siblings = slotsOf(parent);
  if (!siblings) return undefined;
  const { text } = tree;
  const { neighbour, side } = placeAmong(siblings, placement);
  if (!neighbour) {
    const at = (parent.value?.range?.[0] ?? 0) + 1;
    const pad = isMap(parent.value) ? ' ' : '';
    return [put(at, `${pad}${slot.flow}${/[}\]]/.test(text[at] ?? '') ? pad : ''}`)];
  }
  const ownLine = isFirstInLine(text, neighbour.start);
  if (isFlow(parent)) {
    const blanks = text.slice(startOfLine(text, neighbour.start), neighbour.start);
    const gap = ownLine ? `${style.lineEnd}${blanks}` : ' ';
    return [side === 'after' ? put(neighbour.end, `,${gap}${slot.flow}`) : put(neighbour.start, `${slot.flow},${gap}`)];
  }
  const column = columnOf(text, neighbour.start);
  const [first = '', ...others] = slot.lines();
  const lines = [first, ...indented(others, column)].join(style.lineEnd);
  const indent = ' '.repeat(column);
  if (side === 'before') return [put(neighbour.start, `${lines}${style.lineEnd}${indent}`)];
  if (text[neighbour.end - 1] === '\n') return [put(neighbour.end, `${indent}${lines}${style.lineEnd}`)];
  const end = endOfDeeperComments(tree, endOfLine(text, neighbour.end), column);
  return [put(end, `${style.lineEnd}${indent}${lines}`)];
}

function placeAmong(
  siblings: readonly Slot[],
  placement: Placement,
): { neighbour: Slot | undefined; side: 'before' | 'after' } {
  if (placement === 'first') return { neighbour: siblings[0], side: 'before' };
  const last = { neighbour: siblings.at(-1), side: 'after' } as const;
  if (placement === 'last') return last;
  const side = 'before' in placement ? 'before' : 'after';
  const wanted = 'before' in placement ? placement.before : placement.after;
  const neighbour = siblings.find(({ name }) => name === wanted);
  return neighbour ? { neighbour, side } : last;
}

/** True where a block may take the place: nothing is written, or an empty pair of braces. */
function isFree(slot: Slot): boolean {
  const isEmpty = !slot.value || ((isMap(slot.value) || isSeq(slot.value)) && slot.value.items.length === 0);
  if (!isEmpty) return false;
  return slot.kind === 'root' ? false : !(slot.parent && isFlow(slot.parent)) || !slot.value;
}

function put(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}
