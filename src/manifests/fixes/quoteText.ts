import { endOfLine, startOfLine } from '../edits/lines.ts';
import { quoted } from '../edits/yamlText.ts';
import type { TextFixer } from './fix.ts';
import { type Attempt, firstThatHelps, replaced } from './readsBetter.ts';

/** A text that YAML takes for something else: `note: this`, `@x`, `*.example.com`, `"\d"`. Puts it into quotes. */
export const quoteText: TextFixer = {
  codes: [
    'syntax/colon-in-value',
    'syntax/reserved-character',
    'syntax/unknown-anchor',
    'syntax/unexpected',
    'syntax/yaml',
    'syntax/bad-escape',
  ],
  offer(context) {
    const { text, diagnostic } = context;
    const start = startOfLine(text, diagnostic.range.start);
    const line = text.slice(start, endOfLine(text, start));
    const [, head = '', value = ''] =
      /^([ \t]*(?:- +)*(?:[\w./-]+:[ \t]+)?)(\S.*?)(?:[ \t]+#.*)?[ \t]*$/.exec(line) ?? [];
    if (value === '' || value.length > 2000 || /^[|>&!]/.test(value)) return [];
    const attempts: Attempt[] = [];
    const from = start + head.length;
    if (diagnostic.code === 'syntax/bad-escape') {
      const double = /^"([^"']*)"$/.exec(value)?.[1];
      // Quotes of the other kind leave backslashes alone.
      if (double !== undefined && !/\\[\\"]/.test(double)) attempts.push(inQuotes(from, value, `'${double}'`));
    } else if (!/^["'{[]/.test(value) && (head.trim() !== '' || !/^[\w./-]+:( |$)/.test(value))) {
      attempts.push(inQuotes(from, value, value.includes('"') ? `'${value.replaceAll("'", "''")}'` : quoted(value)));
    }
    return firstThatHelps(context, attempts);
  },
};

function inQuotes(at: number, value: string, newText: string): Attempt {
  return { title: `Put it in quotes: ${newText.slice(0, 60)}`, edits: [replaced(at, at + value.length, newText)] };
}
