import { endOfLine, startOfLine } from '../edits/lines.ts';
import type { TextFixer } from './fix.ts';
import { type Attempt, firstThatHelps, replaced } from './readsBetter.ts';

/** A line without its colon, or without the blank behind it: `image nginx`, `name:web`, `metadata`. */
export const writeColon: TextFixer = {
  codes: ['syntax/missing-colon', 'syntax/indent'],
  offer(context) {
    const { text, diagnostic } = context;
    const attempts: Attempt[] = [];
    for (const at of [diagnostic.range.start, startOfLine(text, diagnostic.range.start) - 1]) {
      if (at < 0) continue;
      const start = startOfLine(text, at);
      const line = text.slice(start, endOfLine(text, at));
      const [, head = '', key = '', gap = '', rest = ''] =
        /^([ \t]*(?:- +)*)([\w./-]+)(:?[ \t]*)(.*)$/.exec(line) ?? [];
      if (key === '' || gap.startsWith(': ') || (gap === ':' && rest === '')) continue;
      const from = start + head.length + key.length;
      const value = rest.replace(/\s+$/, '');
      const isComment = value.startsWith('#');
      const written = value === '' || isComment ? `${key}:` : `${key}: ${value}`;
      if (gap !== ':' && gap !== '' && value !== '' && /^[:#]/.test(value) && !isComment) continue;
      const newText = value === '' ? ':' : isComment ? `:${gap}` : ': ';
      attempts.push({ title: `Write ${written.slice(0, 60)}`, edits: [replaced(from, from + gap.length, newText)] });
    }
    return firstThatHelps(context, attempts);
  },
};
