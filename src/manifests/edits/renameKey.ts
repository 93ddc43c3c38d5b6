import { isMap, isPair, isScalar } from 'yaml';
import type { FieldPath } from '../../api/field.ts';
import type { Edits } from './textEdit.ts';
import { styleOf } from './textStyle.ts';
import { editing, type Manuscript, slotAt, slotsOf } from './writtenTree.ts';
import { quoted, scalarText } from './yamlText.ts';

/** Gives a field another name. Undefined where it is not written just there, or another has that name. */
export function renameKey(manuscript: Manuscript, path: FieldPath, name: string): Edits {
  return editing(manuscript, (tree) => {
    const slot = slotAt(tree, path);
    const parent = slot?.parent;
    if (!slot?.key || !parent || slotsOf(parent)?.some((other) => other.name === name)) return undefined;
    const pair: unknown = isMap(parent.value) ? parent.value.items.filter(isPair)[slot.index] : undefined;
    const key: unknown = isPair(pair) ? pair.key : undefined;
    if (!isScalar(key) || key.tag !== undefined || key.anchor) return undefined;
    const isQuoted = key.type === 'QUOTE_DOUBLE';
    return [{ range: slot.key, newText: isQuoted ? quoted(name) : scalarText(name, styleOf(tree).language) }];
  });
}
