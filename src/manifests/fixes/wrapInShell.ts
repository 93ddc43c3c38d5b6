import { type EditStep, inTurn } from '../edits/applyEdits.ts';
import { removeField } from '../edits/removeField.ts';
import { setTexts } from '../edits/setTexts.ts';
import { listAt } from '../plainLookup.ts';
import { shortName } from '../rules/wording.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** Gives words that only a shell understands to a shell, as one script. */
export const wrapInShell: Fixer = { codes: ['advice/shell-syntax-without-shell'], offer };

function offer(context: FixContext): Fix[] {
  const { path, diagnostic, document } = context;
  // A variable is written with round brackets: Kubernetes itself replaces it.
  const variable = /^\$\{?(\w+)\}?$/.exec(context.text.slice(diagnostic.range.start, diagnostic.range.end))?.[1];
  if (variable) {
    return fixWith(
      `Write $(${shortName(variable)})`,
      [{ range: diagnostic.range, newText: `$(${variable})` }],
      'unambiguous',
    );
  }
  const owner = path.slice(0, -2);
  const command = listAt(document.value, [...owner, 'command']);
  const args = path.includes('exec') ? [] : listAt(document.value, [...owner, 'args']);
  const words = [...command, ...args].filter((word): word is string => typeof word === 'string');
  // What runs without a command is known to the image alone.
  if (command.length === 0 || words.length !== command.length + args.length) return [];
  const script = words.map(quotedForShell).join(' ');
  const steps: EditStep[] = [(now) => setTexts(now, [...owner, 'command'], ['sh', '-c', script])];
  if (args.length > 0) steps.push((now) => removeField(now, [...owner, 'args']));
  return fixWith('Let a shell read it: sh -c', inTurn(context, steps));
}

/** Operators and plain words as they are, all else in single quotes. */
function quotedForShell(word: string): string {
  const isOperator = /^(?:&&|\|\|?|;|&|<|\d?>>?(?:&\d)?(?:\s*\/[\w./-]+)?)$/.test(word);
  return isOperator || /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
