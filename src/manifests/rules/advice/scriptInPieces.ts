import { allCommands, shellScriptOf } from '../../facts/writtenCommand.ts';
import type { AdviceRule } from '../rule.ts';

/** `sh -c` takes one word as its script; what follows are the script's parameters $0, $1 … (POSIX, sh). */
export const scriptInPieces: AdviceRule = {
  id: 'advice/script-in-pieces',
  severity: 'warning',
  check(_, facts) {
    return allCommands(facts).flatMap((command) => {
      const shell = shellScriptOf(command);
      const [next] = shell?.rest ?? [];
      if (!shell?.word || !next || usesParameters.test(shell.script)) return [];
      if (shell.rest.length === 1 && nameForMessages.test(next.text)) return [];
      const script = shell.script.length > 30 ? `${shell.script.slice(0, 30)}…` : shell.script;
      const message = `The script after -c is the one item "${script.replace(/\s+/g, ' ').trim()}"; this one and what follows are only its parameters $0, $1 …, which it does not use. Write the whole script as one item.`;
      return [{ path: next.path, part: 'value', message }];
    });
  },
};

const usesParameters = /\$[\d@*#]|\$\{[\d@*#]|\bshift\b|\bgetopts\b/;
/** What people write for `$0` alone: a name for the shell's messages. */
const nameForMessages = /^(?:--?|_|(?:\S*\/)?(?:sh|ash|bash|dash))$/;
