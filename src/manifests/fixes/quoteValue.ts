import { isScalar } from 'yaml';
import { editing, slotAt } from '../edits/writtenTree.ts';
import { quoted } from '../edits/yamlText.ts';
import { typeAt } from '../fieldNames.ts';
import { type Fixer, fixWith } from './fix.ts';

/** A number or a boolean where a text is wanted: `value: yes` becomes `value: "yes"`, letter by letter as it is written. */
export const quoteValue: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    if (typeAt(context.kind.type, context.path)?.kind !== 'string') return [];
    let newText = '';
    const edits = editing(context, (tree) => {
      const value = slotAt(tree, context.path)?.value;
      if (!isScalar(value) || value.type !== 'PLAIN' || value.tag !== undefined || !value.range) return undefined;
      const [start, end] = value.range;
      newText = quoted(tree.text.slice(start, end));
      return newText.includes('\\') ? undefined : [{ range: { start, end }, newText }];
    });
    return fixWith(`Put it in quotes: ${newText}`, edits, 'unambiguous');
  },
};
