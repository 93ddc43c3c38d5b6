import { type EditStep, inTurn } from '../edits/applyEdits.ts';
import { removeField } from '../edits/removeField.ts';
import { setTexts } from '../edits/setTexts.ts';
import { shellScriptOf, type WrittenWord } from '../facts/writtenCommand.ts';
import { listAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** Joins the words behind `sh -c` to the script that they were meant to be. */
export const joinScript: Fixer = { codes: ['advice/script-in-pieces'], offer };

function offer(context: FixContext): Fix[] {
  const owner = context.path.slice(0, -2);
  const lists = context.path.includes('exec') ? ['command'] : ['command', 'args'];
  const words: WrittenWord[] = [];
  for (const list of lists) {
    for (const [index, text] of listAt(context.document.value, [...owner, list]).entries()) {
      if (typeof text !== 'string') return [];
      words.push({ text, path: [...owner, list, index] });
    }
  }
  const shell = shellScriptOf({ words, isWhole: true });
  const at = words.findIndex(({ path }) => path === shell?.word?.path);
  // Whole commands in several items: whether ; or && was meant is their author's to say.
  if (!shell?.word || at < 0 || words.slice(at).some(({ text }) => /\s/.test(text))) return [];
  const script = words
    .slice(at)
    .map(({ text }) => text)
    .join(' ');
  const kept = [...words.slice(0, at), { ...shell.word, text: script }];
  const steps = lists.flatMap((list): EditStep[] => {
    const field = [...owner, list];
    if (listAt(context.document.value, field).length === 0) return [];
    const texts = kept.filter(({ path }) => path.at(-2) === list).map(({ text }) => text);
    return [(now) => (texts.length > 0 ? setTexts(now, field, texts) : removeField(now, field))];
  });
  return fixWith('Write the script as one item', inTurn(context, steps), 'unambiguous');
}
