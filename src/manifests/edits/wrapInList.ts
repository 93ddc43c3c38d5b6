import { isCollection, isScalar } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import { valueAt } from '../plainLookup.ts';
import { isFirstInLine, startOfNextLine } from './lines.ts';
import { isUsedElsewhere } from './removeField.ts';
import type { Edits, TextEdit } from './textEdit.ts';
import { styleOf } from './textStyle.ts';
import { editing, type Manuscript, slotAt, slotsOf, type WrittenTree } from './writtenTree.ts';
import { flowText } from './yamlText.ts';

/** Makes a field's value the only item of a list: `command: sh` becomes `command: [sh]`, a map gets a dash in front. */
export function wrapInList(manuscript: Manuscript, path: FieldPath): Edits {
  return editing(manuscript, (tree) => {
    const slot = slotAt(tree, path);
    if (!slot?.value || slot.hasTag || (slot.anchor && isUsedElsewhere(tree, slot))) return undefined;
    const { value } = slot;
    const [start, end] = value.range ?? [0, 0];
    if (isScalar(value)) {
      const source = tree.text.slice(start, end);
      const isSafe = /^[-\w./=$]+$/.test(source) || /^(['"])[^\r\n]*\1$/.test(source);
      if (isSafe) return [{ range: { start, end }, newText: `[${source}]` }];
      const plain = flowText([valueAt(manuscript.document.value, path)], styleOf(tree).language);
      return [{ range: { start, end: start + source.trimEnd().length }, newText: plain }];
    }
    if (!isCollection(value) || value.flow) {
      return [
        { range: { start, end: start }, newText: '[' },
        { range: { start: end, end }, newText: ']' },
      ];
    }
    const first = slotsOf(slot)?.[0];
    if (slot.kind !== 'pair' || !first || !isFirstInLine(tree.text, first.start)) return undefined;
    return dashBefore(tree, first.start, slot.end);
  });
}

/** A dash before a block, whose other lines move behind it. */
function dashBefore({ text }: WrittenTree, start: number, end: number): TextEdit[] {
  const edits: TextEdit[] = [{ range: { start, end: start }, newText: '- ' }];
  for (let at = startOfNextLine(text, start); at < end; at = startOfNextLine(text, at)) {
    const isEmpty = /^[ \t]*\r?\n?$/.test(text.slice(at, startOfNextLine(text, at)));
    if (!isEmpty) edits.push({ range: { start: at, end: at }, newText: '  ' });
  }
  return edits;
}
