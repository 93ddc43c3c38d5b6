import { isAlias, isCollection, isScalar, visit } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { commentsAbove } from './comments.ts';
import { isFirstInLine, startOfNextLine } from './lines.ts';
import { putValue } from './putValue.ts';
import type { Edits, TextEdit } from './textEdit.ts';
import { styleOf } from './textStyle.ts';
import { editing, isFlow, type Manuscript, type Slot, slotAt, slotsOf, type WrittenTree } from './writtenTree.ts';

/**
 * Removes a field or list item with the comments that belong to it. Of the last one its parent stays, empty. Undefined where it is
 * not written just there, or holds an anchor that is used elsewhere.
 */
export function removeField(manuscript: Manuscript, path: FieldPath): Edits {
  return editing(manuscript, (tree) => removalAt(tree, path));
}

/** The same, and with it every parent that would be left empty, up to the one at `keep`. */
export function removeFieldAndEmptyParents(manuscript: Manuscript, path: FieldPath, keep: FieldPath = []): Edits {
  return editing(manuscript, (tree) => {
    let length = path.length;
    while (length > keep.length + 1) {
      const parent = slotAt(tree, path.slice(0, length - 1));
      if (!parent || slotsOf(parent)?.length !== 1) break;
      length--;
    }
    return removalAt(tree, path.slice(0, length));
  });
}

function removalAt(tree: WrittenTree, path: FieldPath): Edits {
  const slot = slotAt(tree, path);
  const parent = slot?.parent;
  const siblings = parent && slotsOf(parent);
  if (!slot || !parent || !siblings || isUsedElsewhere(tree, slot)) return undefined;
  // A key that is there twice: what is left would be read instead.
  if (slot.name !== undefined && siblings.filter(({ name }) => name === slot.name).length > 1) return undefined;
  return removeSlot(tree, slot, siblings);
}

/** Takes a slot out of the text, whatever it holds; `siblings` are all of its parent's. */
export function removeSlot(tree: WrittenTree, slot: Slot, siblings: readonly Slot[]): Edits {
  const { parent } = slot;
  if (!parent) return undefined;
  if (siblings.length === 1) return putValue(tree, parent, slot.kind === 'pair' ? {} : [], styleOf(tree));
  const next = siblings[slot.index + 1];
  const before = siblings[slot.index - 1];
  if (isFlow(parent)) {
    if (next) return [cut(slot.start, next.start)];
    return before && [cut(before.end, slot.end)];
  }
  const { text } = tree;
  const lineEnd = text[slot.end - 1] === '\n' ? slot.end : startOfNextLine(text, slot.end);
  if (isFirstInLine(text, slot.start)) return [cut(commentsAbove(tree, slot), lineEnd)];
  // It shares its line with the dash in front of it, which the next one takes over, with its comments.
  if (!next) return undefined;
  const blanks = /^[ \t\r\n]*/.exec(text.slice(lineEnd, next.start))?.[0].length ?? 0;
  return [cut(slot.start, lineEnd + blanks)];
}

function cut(start: number, end: number): TextEdit {
  return { range: { start, end }, newText: '' };
}

/** Whether an anchor inside a slot is named by an alias outside of it. */
export function isUsedElsewhere({ root }: WrittenTree, { start, end }: Slot): boolean {
  if (!root) return false;
  const anchors = new Set<string>();
  const used = new Set<string>();
  visit(root, (_key, node) => {
    if (isAlias(node)) {
      const at = node.range?.[0] ?? 0;
      if (at < start || at >= end) used.add(node.source);
    } else if ((isScalar(node) || isCollection(node)) && node.anchor) {
      const at = node.range?.[0] ?? 0;
      if (at >= start && at <= end) anchors.add(node.anchor);
    }
  });
  return [...anchors].some((anchor) => used.has(anchor));
}
