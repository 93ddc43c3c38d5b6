import type { CommandNode, CompoundList, Script } from 'unbash';
import type { Run } from '../syscalls.ts';
import type { Builtin } from './builtins/builtin.ts';
import type { Shell } from './shell.ts';

/** What comes after a command: where nothing does, an external program may take the shell's place, as in ash. */
export type After = 'end' | 'more';

/** How the parts of the shell reach each other: commands hold words, words hold commands, builtins run scripts. */
export interface Interpreter {
  executeList(shell: Shell, list: CompoundList | Script, after: After): Run<number>;
  executeCommand(shell: Shell, node: CommandNode, after: After): Run<number>;
  /** Runs a script's text in this shell. */
  runScript(shell: Shell, source: string, after: After): Run<number>;
  builtinOf(name: string): Builtin | undefined;
}
