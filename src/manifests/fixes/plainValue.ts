import { setValue } from '../edits/putValue.ts';
import { typeAt } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

const yes = ['true', 'yes', 'y', 'on', 'enabled', 'enable'];
const no = ['false', 'no', 'n', 'off', 'disabled', 'disable'];
const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A text where a number or a boolean is wanted: `"3"` becomes `3`, `enabled` becomes `true`, `30s` of a field in seconds 30. */
export const plainValue: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    const { path, kind, document } = context;
    const type = typeAt(kind.type, path)?.kind;
    const written = valueAt(document.value, path);
    const meant =
      typeof written === 'string' && type ? meantValue(written.trim(), type, String(path.at(-1))) : undefined;
    if (meant === undefined) return [];
    return fixWith(`Change to ${meant}`, setValue(context, path, meant), 'unambiguous');
  },
};

function meantValue(text: string, type: string, field: string): number | boolean | undefined {
  if (type === 'boolean') {
    const word = text.toLowerCase();
    return yes.includes(word) ? true : no.includes(word) ? false : undefined;
  }
  if (type !== 'integer' && type !== 'double') return undefined;
  const isNumber = type === 'integer' ? /^-?\d{1,15}$/.test(text) : /^-?\d{1,15}(\.\d+)?$/.test(text);
  if (isNumber) return Number(text);
  const [, count, unit = ''] = /^(\d{1,9})(s|m|h)$/.exec(text) ?? [];
  return /Seconds$/.test(field) && count ? Number(count) * (secondsPerUnit[unit] ?? 1) : undefined;
}
