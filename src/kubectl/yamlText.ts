import { scalarValue } from '../api/yamlScalars.ts';

/** A folded line breaks at the first blank behind this column, as in kubectl's output. */
const foldColumn = 80;

/** A JSON value as kubectl's `-o yaml` prints it: keys sorted, lists at their key's column, YAML 1.1 quoting. */
export function yamlText(value: unknown): string {
  const lines: string[] = [];
  writeNode(lines, '', value, 0, false);
  return `${lines.join('\n')}\n`;
}

/** Writes a value behind `start`, the part of its first line that is there already (`  name:`, `  -`). */
function writeNode(lines: string[], start: string, value: unknown, indent: number, inList: boolean): void {
  const blank = start === '' ? '' : ' ';
  if (Array.isArray(value)) {
    if (value.length === 0) lines.push(`${start}${blank}[]`);
    else if (inList) writeItems(lines, value, indent, `${start} `);
    else {
      if (start !== '') lines.push(start);
      writeItems(lines, value, indent, undefined);
    }
  } else if (typeof value === 'object' && value !== null) {
    // As in JSON, a key without a value is none.
    const fields = value as Record<string, unknown>;
    const keys = Object.keys(fields)
      .filter((key) => fields[key] !== undefined)
      .sort(compareCodePoints);
    if (keys.length === 0) lines.push(`${start}${blank}{}`);
    else {
      if (start !== '' && !inList) lines.push(start);
      keys.forEach((key, index) => {
        const lead = inList && index === 0 ? `${start} ` : ' '.repeat(indent);
        const child = fields[key];
        const childIndent = Array.isArray(child) ? indent : indent + 2;
        writeNode(lines, `${lead}${scalar(key, 0, Number.NaN)}:`, child, childIndent, false);
      });
    }
  } else lines.push(`${start}${blank}${scalar(value, indent, start.length + blank.length)}`);
}

function writeItems(lines: string[], items: readonly unknown[], indent: number, start: string | undefined): void {
  items.forEach((item, index) => {
    const lead = start !== undefined && index === 0 ? start : ' '.repeat(indent);
    writeNode(lines, `${lead}-`, item, indent + 2, true);
  });
}

/** A scalar; its further lines are indented by `indent`. `column` is where it starts; NaN where it must not fold. */
function scalar(value: unknown, indent: number, column: number): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const text = value;
  if (needsEscapes(text)) return fold(doubleQuoted(text), indent, column);
  if (text.includes('\n')) {
    if (Number.isNaN(column) || /[ \t]\n|[ \t]$/.test(text)) return doubleQuoted(text);
    return literal(text, indent);
  }
  if (readsAsOther(text)) return doubleQuoted(text);
  if (plainAllowed(text)) return fold(text, indent, column);
  return fold(`'${text.replaceAll("'", "''")}'`, indent, column);
}

function plainAllowed(text: string): boolean {
  if (/^[ \t]|[ \t]$/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^([-?:]( |$)|---|\.\.\.)/.test(text)) return false;
  return !/: |:$| #/.test(text);
}

function needsEscapes(text: string): boolean {
  return /[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufffe\uffff]|\t|\r/u.test(text);
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(/[\x7f-\x9f\ufeff]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : '\\uFEFF';
  });
}

function literal(text: string, indent: number): string {
  const chomping = !text.endsWith('\n') ? '-' : /(^|\n)\n$/.test(text) ? '+' : '';
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const body = text.replace(/\n$/, '').split('\n');
  return [`|${hint}${chomping}`, ...body.map((line) => (line === '' ? '' : ' '.repeat(indent) + line))].join('\n');
}

function fold(text: string, indent: number, startColumn: number): string {
  let column = startColumn;
  let folded = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const between = character === ' ' && text.charAt(index - 1) !== ' ' && text.charAt(index + 1) !== ' ';
    if (between && index > 0 && index < text.length - 1 && column > foldColumn) {
      folded += `\n${' '.repeat(indent)}`;
      column = indent;
    } else {
      folded += character;
      column += 1;
    }
  }
  return folded;
}

function compareCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const timestamp = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\s*\d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?\s*(Z|[-+]\d{1,2}(:\d{1,2})?)?)?$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a text must be quoted to stay a text in YAML 1.1. */
function readsAsOther(text: string): boolean {
  if (typeof scalarValue(text, 'plain') !== 'string' || timestamp.test(text) || sexagesimal.test(text)) return true;
  return text === '<<' || text === '=' || /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text);
}
