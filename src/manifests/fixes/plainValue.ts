import { isScalar } from 'yaml';
import { scalarValue } from '../../api/yamlScalars.ts';
import { setValue } from '../edits/putValue.ts';
import { styleOf } from '../edits/textStyle.ts';
import { editing, slotAt } from '../edits/writtenTree.ts';
import { typeAt } from '../fieldNames.ts';
import { textAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

const yes = ['true', 'yes', 'y', 'on', 'enabled', 'enable'];
const no = ['false', 'no', 'n', 'off', 'disabled', 'disable'];
const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A text where a number or a boolean is wanted: `"3"` becomes `3`, `enabled` becomes `true`, `30s` of a field in seconds 30. */
export const plainValue: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    const { path, kind, document } = context;
    const type = typeAt(kind.type, path)?.kind;
    const text = textAt(document.value, path)?.trim();
    if (text === undefined) return [];
    if (type === 'integer' || type === 'double') return asNumber(context, text, type);
    if (type !== 'boolean') return [];
    const word = text.toLowerCase();
    const meant = yes.includes(word) ? true : no.includes(word) ? false : undefined;
    return meant === undefined ? [] : fixWith(`Change to ${meant}`, setValue(context, path, meant), 'unambiguous');
  },
};

function asNumber(context: FixContext, text: string, type: 'integer' | 'double'): Fix[] {
  const { path } = context;
  const value = scalarValue(text, 'plain');
  if (typeof value === 'number' && (type === 'double' || Number.isSafeInteger(value))) {
    // As it is written: 0644 is octal, with the quotes and without.
    const edits = editing(context, (tree) => {
      const node = slotAt(tree, path)?.value;
      if (!isScalar(node) || !node.range || node.tag !== undefined) return undefined;
      const newText = styleOf(tree).language === 'json' ? String(value) : text;
      return [{ range: { start: node.range[0], end: node.range[1] }, newText }];
    });
    return fixWith(`Change to ${text}`, edits, 'unambiguous');
  }
  const [, count, unit = ''] = /^(\d{1,9})(s|m|h)$/.exec(text) ?? [];
  if (!count || !/Seconds$/.test(String(path.at(-1)))) return [];
  const seconds = Number(count) * (secondsPerUnit[unit] ?? 1);
  return fixWith(`Change to ${seconds}`, setValue(context, path, seconds), 'unambiguous');
}
