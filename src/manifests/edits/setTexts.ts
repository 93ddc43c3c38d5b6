import type { FieldPath } from '../../api/field.ts';
import { listAt } from '../plainLookup.ts';
import { type EditStep, inTurn } from './applyEdits.ts';
import { insertItem } from './insertField.ts';
import { setValue } from './putValue.ts';
import { removeField } from './removeField.ts';
import type { Edits } from './textEdit.ts';
import type { Manuscript } from './writtenTree.ts';

/** Longer lists are not rewritten item by item. */
const maxItems = 40;

/** Gives a written list these texts as its items; what stays the same is not touched. Undefined for long lists. */
export function setTexts(manuscript: Manuscript, list: FieldPath, texts: readonly string[]): Edits {
  const old = listAt(manuscript.document.value, list);
  if (Math.max(old.length, texts.length) > maxItems || texts.length === 0) return undefined;
  const steps: EditStep[] = [];
  for (let index = old.length - 1; index >= texts.length; index--) {
    steps.push((now) => removeField(now, [...list, index]));
  }
  for (const [index, text] of texts.entries()) {
    if (index >= old.length) steps.push((now) => insertItem(now, list, text));
    else if (old[index] !== text) steps.push((now) => setValue(now, [...list, index], text));
  }
  return inTurn(manuscript, steps);
}
