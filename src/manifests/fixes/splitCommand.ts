import { setTexts } from '../edits/setTexts.ts';
import { listAt } from '../plainLookup.ts';
import { needsShell } from '../rules/advice/commandInOneString.ts';
import { type Fixer, fixWith } from './fix.ts';

/** Makes a command line in one item a program and its words, or the script of a shell. */
export const splitCommand: Fixer = {
  codes: ['advice/command-in-one-string'],
  offer(context) {
    const list = context.path.slice(0, -1);
    const [line, ...rest] = listAt(context.document.value, list);
    if (typeof line !== 'string' || !rest.every((text): text is string => typeof text === 'string')) return [];
    if (!needsShell.test(line)) {
      const words = line.trim().split(/\s+/);
      return fixWith(
        'Write each word as an item of its own',
        setTexts(context, list, [...words, ...rest]),
        'unambiguous',
      );
    }
    if (rest.length > 0) return [];
    return fixWith('Let a shell read it: sh -c', setTexts(context, list, ['sh', '-c', line.trim()]));
  },
};
