import { scalarValue } from '../../api/yamlScalars.ts';
import { indented } from './lines.ts';
import type { TextStyle } from './textStyle.ts';

/** A scalar as it may stand in a text of the style: quoted where YAML, old or new, would read something else. */
export function scalarText(value: string | number | boolean | null, language: TextStyle['language']): string {
  if (typeof value !== 'string') return String(value);
  return language === 'yaml' && isPlain(value) ? value : quoted(value);
}

/** A text in double quotes, without line breaks. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\xa0\u2028\u2029\ufeff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value on one line, in braces and brackets where it needs them. */
export function flowText(value: unknown, language: TextStyle['language']): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, language)).join(', ')}]`;
  if (value === null || typeof value !== 'object') return scalarText(value as string, language);
  const fields = Object.entries(value).map(
    ([key, item]) => `${scalarText(key, language)}: ${flowText(item, language)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** The lines of a value as a block, from column 0: `name: a`, `- b`. A scalar or an empty collection is one line. */
export function blockLines(value: unknown, style: TextStyle): string[] {
  if (isInline(value)) return [flowText(value, 'yaml')];
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, style));
  return Object.entries(value as object).flatMap(([key, item]) => fieldLines(key, item, style));
}

/** The lines of a field: its key, and its value behind or below. */
export function fieldLines(name: string, value: unknown, style: TextStyle): string[] {
  const key = `${scalarText(name, 'yaml')}:`;
  if (isInline(value)) return [`${key} ${flowText(value, 'yaml')}`];
  const columns = Array.isArray(value) ? style.listIndentColumns : style.indentColumns;
  return [key, ...indented(blockLines(value, style), columns)];
}

/** The lines of a list's item, the dash included. */
export function itemLines(value: unknown, style: TextStyle): string[] {
  const [first = '', ...others] = blockLines(value, style);
  return [`- ${first}`, ...indented(others, 2)];
}

/** True for what stands on the line of its key. */
export function isInline(value: unknown): boolean {
  return value === null || typeof value !== 'object' || Object.keys(value).length === 0;
}

/** Safe in blocks and in braces, as a key and as a value, and for readers of YAML 1.1 that know dates and base 60. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9_./$(][-A-Za-z0-9_./$()@+=~%: ]*$/.test(text) &&
    !/: |:$| $|^\.\.\.|^\d+:\d|^\d{4}-\d/.test(text) &&
    scalarValue(text, 'plain') === text
  );
}
