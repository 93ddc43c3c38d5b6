import { isCollection, isScalar } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { commentsAbove } from './comments.ts';
import { columnOf, indented, startOfLine, startOfNextLine } from './lines.ts';
import type { Edits, TextEdit } from './textEdit.ts';
import { styleOf, type TextStyle } from './textStyle.ts';
import { editing, isFlow, type Manuscript, type Slot, slotAt, slotsOf, type WrittenTree } from './writtenTree.ts';
import { blockLines, flowText, isInline, quoted } from './yamlText.ts';

/** Gives a written field or list item another value, whatever it was; comments inside the old one go. Anchors stay. */
export function setValue(manuscript: Manuscript, path: FieldPath, value: unknown): Edits {
  return editing(manuscript, (tree) => {
    const slot = slotAt(tree, path);
    return slot && putValue(tree, slot, value, styleOf(tree));
  });
}

/** Puts a value where a slot's own stands or, empty, would stand. Undefined for tagged values, and without a colon. */
export function putValue(tree: WrittenTree, slot: Slot, value: unknown, style: TextStyle): Edits {
  if (slot.hasTag) return undefined;
  const inFlow = slot.parent ? isFlow(slot.parent) : style.language === 'json';
  if (isInline(value) || inFlow) {
    return putText(tree, slot, sameQuotes(slot, value) ?? flowText(value, style.language), inFlow ? 'flow' : 'block');
  }
  const isList = Array.isArray(value);
  const lines = blockLines(value, style);
  if (slot.kind === 'root') {
    if (!slot.value) return undefined;
    return [{ range: { start: slot.start, end: endOfContent(tree, slot) }, newText: lines.join(style.lineEnd) }];
  }
  const column = columnOf(tree.text, slot.start);
  if (slot.kind === 'item' && slot.anchor === undefined) {
    const [first = '', ...others] = lines;
    return putText(tree, slot, [first, ...indented(others, column + 2)].join(style.lineEnd), 'block');
  }
  const inner = column + (slot.kind === 'item' ? 2 : isList ? style.listIndentColumns : style.indentColumns);
  return putText(tree, slot, `${style.lineEnd}${indented(lines, inner).join(style.lineEnd)}`, 'block');
}

/** A text in place of a slot's value; one that begins with a line break stands below its key. */
function putText(tree: WrittenTree, slot: Slot, newText: string, context: 'block' | 'flow'): Edits {
  const { value, valueAt } = slot;
  const isBelow = /^\r?\n/.test(newText);
  const separated = isBelow ? newText : ` ${newText}`;
  if (!value) {
    if (valueAt === undefined) {
      if (context === 'block' || !slot.key) return undefined;
      return [insertion(slot.end, `:${separated}`)];
    }
    return [
      insertion(valueAt, slot.kind === 'item' && context === 'flow' && valueAt === slot.start ? newText : separated),
    ];
  }
  const isBlock = isCollection(value) && !value.flow;
  const start = isBlock ? (slotsOf(slot)?.[0]?.start ?? slot.start) : (value.range?.[0] ?? slot.start);
  const end = endOfContent(tree, slot);
  if (!isBlock || valueAt === undefined || startOfLine(tree.text, valueAt) === startOfLine(tree.text, start)) {
    if (!isBelow) return [{ range: { start, end }, newText }];
    // The blank behind the colon goes with it.
    return [{ range: { start: valueAt ?? start, end }, newText }];
  }
  // Below its key already: it stays there, and so does a comment behind the key.
  if (isBelow)
    return [{ range: { start: startOfLine(tree.text, start), end }, newText: newText.replace(/^\r?\n/, '') }];
  const first = slotsOf(slot)?.[0];
  const lines = {
    start: first ? commentsAbove(tree, first) : startOfLine(tree.text, start),
    end: startOfNextLine(tree.text, end),
  };
  return [insertion(valueAt, separated), { range: lines, newText: '' }];
}

/** Where a slot's content ends, without the line break of a block text. */
export function endOfContent({ text }: WrittenTree, { start, end }: Slot): number {
  if (text[end - 1] !== '\n') return end;
  return start + text.slice(start, end).trimEnd().length;
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** A new text in the quotes that the old one has. */
function sameQuotes({ value: old }: Slot, value: unknown): string | undefined {
  if (typeof value !== 'string' || !isScalar(old)) return undefined;
  if (old.type === 'QUOTE_DOUBLE') return quoted(value);
  const isSimple = /^[\x20-\x7e]*$/.test(value);
  if (old.type === 'QUOTE_SINGLE' && isSimple) return `'${value.replaceAll("'", "''")}'`;
  return undefined;
}
