import { allCommands, isShell } from '../../facts/writtenCommand.ts';
import type { AdviceRule } from '../rule.ts';
import { shortName } from '../wording.ts';

/** The first item of a command is the program, with all its spaces (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/). */
export const commandInOneString: AdviceRule = {
  id: 'advice/command-in-one-string',
  severity: 'warning',
  check(_, facts) {
    return allCommands(facts).flatMap(({ words: [first, second], isWhole }) => {
      if (!isWhole || !first || first.text.length > maxLength || !commandLine.test(first.text)) return [];
      const line = first.text.trim();
      const program = /^\S+/.exec(line)?.[0] ?? '';
      const isScript = needsShell.test(line) && !isShell(program);
      const instead =
        isScript && !second
          ? `Let a shell read it: ["sh", "-c", "…"].`
          : `Write each word as an item of its own: ["${shortName(program)}", …].`;
      const shown = line.length > 40 ? `${line.slice(0, 40)}…` : line;
      const message = `The first item is the name of a program, and there is none called "${shown.replace(/\s+/g, ' ')}": no shell takes it apart. ${instead}`;
      return [{ path: first.path, part: 'value', message }];
    });
  },
};

/** What a shell would have to do. */
export const needsShell = /[&|;<>"'`$*?\n(]/;

const commandLine = /^\s*[\w./-]+\s+\S/;
const maxLength = 4000;
