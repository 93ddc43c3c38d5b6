import { commandOf, execCommands, isShell, type WrittenCommand, type WrittenWord } from '../../facts/writtenCommand.ts';
import { listAt, textAt } from '../../plainLookup.ts';
import type { AdviceRule, Remark } from '../rule.ts';
import { shortName } from '../wording.ts';

/** No shell stands between Kubernetes and a program: `&&` and `$HOME` are plain words to it (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#run-a-command-in-a-shell). */
export const shellSyntaxWithoutShell: AdviceRule = {
  id: 'advice/shell-syntax-without-shell',
  severity: 'warning',
  check(_, facts) {
    const remarks: Remark[] = [];
    for (const container of facts.pods?.containers ?? []) {
      const command = commandOf(container);
      if (!command || isForShell(command)) continue;
      const env = new Set(listAt(container.value, ['env']).map((variable) => textAt(variable, ['name']) ?? ''));
      remarks.push(...operators(command), ...command.words.flatMap((word) => dollarName(word, env)));
    }
    for (const command of execCommands(facts)) if (!isForShell(command)) remarks.push(...operators(command));
    return remarks;
  },
};

/** A shell may also be started by another program: `timeout 5 sh -c …`; and for some an operator is a word like others. */
function isForShell({ words, isWhole }: WrittenCommand): boolean {
  const program = (words[0]?.text ?? '').replace(/^.*\//, '');
  return words.some(({ text }) => isShell(text) || text.includes('sh -')) || (isWhole && ownOperators.has(program));
}

const ownOperators = new Set(['find', 'test', '[', 'expr', 'xargs', 'awk', 'gawk', 'jq', 'tmux', 'parallel']);

function operators({ words, isWhole }: WrittenCommand): Remark[] {
  const word = words.find(
    ({ text }, index) =>
      (index > 0 || !isWhole) && /^(?:&&|\|\|?|;|&|\d?>>?(?:&\d)?|<|\d?>>?\s*\/[\w./-]+)$/.test(text),
  );
  if (!word) return [];
  const message = `No shell reads these words, so the program gets "${shortName(word.text)}" as a plain argument. Let a shell do it, with the whole line as one item: ["sh", "-c", "…"].`;
  return [{ path: word.path, part: 'value', message }];
}

function dollarName({ text, path }: WrittenWord, env: ReadonlySet<string>): Remark[] {
  if (env.size === 0 || text.length > 4000) return [];
  const found = [...text.matchAll(/(?<!\$)\$(?:\{(\w+)\}|(\w+))/g)].find((match) =>
    env.has(match[1] ?? match[2] ?? ''),
  );
  if (!found) return [];
  const name = shortName(found[1] ?? found[2] ?? '');
  const message = `No shell reads these words, so ${shortName(found[0])} stays as it is. Kubernetes itself replaces $(${name}), with round brackets.`;
  return [{ path, part: 'value', message, words: found[0], severity: 'info' }];
}
