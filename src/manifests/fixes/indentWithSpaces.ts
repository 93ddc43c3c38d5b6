import { originOf } from '../edits/writtenTree.ts';
import type { TextFixer } from './fix.ts';
import { type Attempt, firstThatHelps, replaced } from './readsBetter.ts';

const oddSpaces = '\u00a0\u2000-\u200a\u3000';

/** Tabs and odd spaces at the beginnings of lines: all of the document's at once, because one line more tells nothing. */
export const indentWithSpaces: TextFixer = {
  codes: ['syntax/tab', 'syntax/no-break-space', 'syntax/indent'],
  offer(context) {
    const widths = context.diagnostic.code === 'syntax/no-break-space' ? [1] : [2, 4, 8, 1];
    const inBlocks = widths.map((width) => attempt(context, width, /^[^\S\r\n]*/gm));
    // Inside a block text a tab after blanks may well be meant.
    const outside = widths.map((width) =>
      attempt(context, width, new RegExp(`^[\\t${oddSpaces}\\u200b][^\\S\\r\\n]*`, 'gm')),
    );
    return firstThatHelps(
      context,
      [...outside, ...inBlocks].filter(({ edits }) => edits.length > 0),
    );
  },
};

function attempt({ document }: Parameters<TextFixer['offer']>[0], width: number, blanks: RegExp): Attempt {
  const origin = originOf(document);
  const edits = [...document.parsed.text.matchAll(blanks)].flatMap(({ 0: found, index }) => {
    const spaces = found
      .replaceAll('\t', ' '.repeat(width))
      .replaceAll('\u200b', '')
      .replace(new RegExp(`[${oddSpaces}]`, 'g'), ' ');
    return spaces === found ? [] : [replaced(origin + index, origin + index + found.length, spaces)];
  });
  return { title: 'Indent with ordinary spaces', edits };
}
