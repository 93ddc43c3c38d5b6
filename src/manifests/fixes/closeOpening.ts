import { endOfLine } from '../edits/lines.ts';
import type { TextFixer } from './fix.ts';
import { type Attempt, firstThatHelps, replaced } from './readsBetter.ts';

const closings: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };

/** A quote or a bracket that is never closed: closes it before the next comma or bracket, or at the end of its line. */
export const closeOpening: TextFixer = {
  codes: ['syntax/unclosed-quote', 'syntax/unclosed-bracket'],
  offer(context) {
    const { text, diagnostic } = context;
    const { start } = diagnostic.range;
    const opening = text[start] ?? '';
    const closing = closings[opening];
    if (!closing) return [];
    const end = start + text.slice(start, endOfLine(text, start)).trimEnd().length;
    const line = text.slice(start, end);
    const comment = / +#/.exec(line)?.index;
    const places = [...line.matchAll(/[,\]}]/g)].map(({ index }) => index).filter((index) => index > 0);
    const ends = comment === undefined ? [line.length] : [comment, line.length];
    const isQuote = opening === closing;
    const attempts = [...ends, ...(isQuote ? places : places.toReversed())].map(
      (at): Attempt => ({ title: `Close it with ${closing}`, edits: [replaced(start + at, start + at, closing)] }),
    );
    return firstThatHelps(context, attempts.slice(0, 12));
  },
};
