import { isAlias, isCollection, isScalar, visit } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { valueAt } from '../plainLookup.ts';
import { inTurn } from './applyEdits.ts';
import { commentsAbove } from './comments.ts';
import { insertField, insertInto, insertItem, type NewSlot, type Placement } from './insertField.ts';
import { columnOf, endOfLine, indented, isFirstInLine, outdented } from './lines.ts';
import { removeFieldAndEmptyParents } from './removeField.ts';
import type { Edits } from './textEdit.ts';
import { styleOf } from './textStyle.ts';
import { editing, hasMerge, isFlow, type Manuscript, type Slot, slotAt, slotsOf } from './writtenTree.ts';
import { flowText, scalarText } from './yamlText.ts';

interface MovedText {
  readonly kind: Slot['kind'];
  /** From column 0, with the comments above; none where it stands in braces. */
  readonly lines: readonly string[];
  readonly flow: string;
}

/**
 * Moves a list item, with its comments, to the end of another list, which is written (as a field of its parent, `placement`) where
 * it is missing. A list that is left empty goes. Undefined where anchors or aliases would change hands.
 */
export function moveItem(
  manuscript: Manuscript,
  from: FieldPath,
  toList: FieldPath,
  placement: Placement = 'last',
): Edits {
  const value = valueAt(manuscript.document.value, from);
  const moved = cutOut(manuscript, from);
  const name = toList.at(-1);
  if (value === undefined || moved?.kind !== 'item' || typeof name !== 'string' || isInside(toList, from))
    return undefined;
  const style = styleOf(manuscript.document.parsed);
  const { lines, flow } = moved;
  const list: NewSlot = {
    lines: () => (lines.length > 0 ? [`${name}:`, ...indented(lines, style.listIndentColumns)] : []),
    flow: `${scalarText(name, style.language)}: [${flow}]`,
  };
  const add = (now: Manuscript): Edits =>
    into(now, toList, { lines: () => lines, flow }, 'last') ??
    (slotIsThere(now, toList) ? undefined : into(now, toList.slice(0, -1), list, placement)) ??
    insertItem(now, toList, value) ??
    insertField(now, toList, [value], placement);
  return inTurn(manuscript, [add, (now) => removeFieldAndEmptyParents(now, from)]);
}

function slotIsThere(manuscript: Manuscript, path: FieldPath): boolean {
  return slotAt(manuscript.document.parsed, path) !== undefined;
}

/** Moves a field, with its comments, into another map, under the same name or another. A map that is left empty goes. */
export function moveField(
  manuscript: Manuscript,
  from: FieldPath,
  to: FieldPath,
  placement: Placement = 'last',
): Edits {
  const value = valueAt(manuscript.document.value, from);
  const moved = cutOut(manuscript, from);
  const name = to.at(-1);
  if (value === undefined || moved?.kind !== 'pair' || typeof name === 'number' || name === undefined) return undefined;
  if (isInside(to, from) || valueAt(manuscript.document.value, to) !== undefined) return undefined;
  const add = (now: Manuscript) =>
    (from.at(-1) === name ? intoParents(now, to.slice(0, -1), moved, placement) : undefined) ??
    insertField(now, to, value, placement);
  return inTurn(manuscript, [add, (now) => removeFieldAndEmptyParents(now, from)]);
}

/** Puts a slot into a map, whose missing parents are written around it. */
function intoParents(manuscript: Manuscript, path: FieldPath, moved: MovedText, placement: Placement): Edits {
  const { parsed } = manuscript.document;
  const { indentColumns, language } = styleOf(parsed);
  let length = path.length;
  while (length > 0 && !slotAt(parsed, path.slice(0, length))) length--;
  const missing = path.slice(length).map((segment) => (typeof segment === 'object' ? segment.key : String(segment)));
  const text = missing.reduceRight<Pick<MovedText, 'lines' | 'flow'>>(
    ({ lines, flow }, name) => ({
      lines: lines.length === 0 ? lines : [`${scalarText(name, 'yaml')}:`, ...indented(lines, indentColumns)],
      flow: `${scalarText(name, language)}: { ${flow} }`,
    }),
    moved,
  );
  return into(manuscript, path.slice(0, length), { lines: () => text.lines, flow: text.flow }, placement);
}

function isInside(path: FieldPath, outer: FieldPath): boolean {
  return outer.every((segment, index) => path[index] === segment);
}

/** Puts the text of a slot into a block that has slots; undefined for others. */
function into(manuscript: Manuscript, path: FieldPath, slot: NewSlot, placement: Placement): Edits {
  return editing(manuscript, (tree) => {
    const parent = slotAt(tree, path);
    const isBlock = parent && !isFlow(parent) && (slotsOf(parent)?.length ?? 0) > 0;
    if (!isBlock || slot.lines().length === 0) return undefined;
    return insertInto(tree, parent, slot, hasMerge(parent) ? 'last' : placement, styleOf(tree));
  });
}

/** A slot's own text from column 0; no lines where it stands in braces. */
function cutOut(manuscript: Manuscript, path: FieldPath): MovedText | undefined {
  let found: MovedText | undefined;
  editing(manuscript, (tree) => {
    const slot = slotAt(tree, path);
    if (!slot?.parent || hasAnchorsOrAliases(slot)) return undefined;
    const siblings = slotsOf(slot.parent);
    if (
      slot.name !== undefined &&
      siblings?.some((one) => one !== slot && one.name === slot.name && one.index !== slot.index)
    )
      return undefined;
    const { text } = tree;
    const value = valueAt(manuscript.document.value, path);
    const { language } = styleOf(tree);
    const item = flowText(value, language);
    const flow = slot.kind === 'pair' ? `${scalarText(slot.name ?? '', language)}: ${item}` : item;
    const column = columnOf(text, slot.start);
    const start = isFirstInLine(text, slot.start) ? commentsAbove(tree, slot) : slot.start;
    const end = text[slot.end - 1] === '\n' ? slot.end : endOfLine(text, slot.end);
    const lines = text
      .slice(start, end)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    const [first = '', ...others] = lines;
    const own = start === slot.start ? [first, ...outdented(others, column)] : outdented(lines, column);
    found = { kind: slot.kind, flow, lines: isFlow(slot.parent) ? [] : own };
    return [];
  });
  return found;
}

function hasAnchorsOrAliases({ value, anchor }: Slot): boolean {
  let found = anchor !== undefined;
  if (value) {
    visit(value, (_key, node) => {
      if (isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor)) {
        found = true;
        return visit.BREAK;
      }
      return undefined;
    });
  }
  return found;
}
