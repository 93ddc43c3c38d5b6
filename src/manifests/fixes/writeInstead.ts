import { setValue } from '../edits/putValue.ts';
import { textAt } from '../plainLookup.ts';
import { adviceRules, relationRules } from '../rules/allRules.ts';
import { type Fixer, fixWith } from './fix.ts';

const maxTitleLength = 80;

/** Writes what a rule found to be meant: a near name, the name that resolves, the kind that is there. */
export const writeInstead: Fixer = {
  codes: [...relationRules, ...adviceRules].map(({ id }) => id),
  offer(context) {
    const { diagnostic, document, path, text } = context;
    const { instead, range } = diagnostic;
    if (instead === undefined) return [];
    const written = document.rangeOf(path, 'value');
    const isPart = range.end - range.start < written.end - written.start;
    const value = textAt(document.value, path);
    const title = `Write ${instead.length > maxTitleLength ? `${instead.slice(0, maxTitleLength)}…` : instead}`;
    // Words in a longer text are replaced there; around a whole value there may be quotes.
    if (isPart && text.slice(range.start, range.end) !== value) {
      return fixWith(title, [{ range, newText: instead }], 'unambiguous');
    }
    return fixWith(title, setValue(context, path, instead), 'unambiguous');
  },
};
