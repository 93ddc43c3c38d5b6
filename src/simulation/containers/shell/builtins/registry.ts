import { alias, unalias } from './aliases.ts';
import type { Builtin } from './builtin.ts';
import {
  breakLoop,
  command,
  continueLoop,
  dot,
  evalWords,
  exec,
  exit,
  returnStatus,
  type as typeOf,
} from './control.ts';
import { cd, pwd, umask } from './directories.ts';
import { jobs, kill, trap, ulimit, waitForJobs } from './jobs.ts';
import { echo, printf, test } from './output.ts';
import { read } from './read.ts';
import { exportNames, getopts, letValues, local, readOnly, setOptions, shift, unset } from './variables.ts';

const succeed: Builtin = () => 0;
const fail: Builtin = () => 1;

/** The shell's own commands. A new one: its function, its line. */
const builtins: ReadonlyMap<string, Builtin> = new Map([
  [':', succeed],
  ['.', dot],
  ['[', test],
  ['alias', alias],
  ['break', breakLoop],
  ['cd', cd],
  ['chdir', cd],
  ['command', command],
  ['continue', continueLoop],
  ['echo', echo],
  ['eval', evalWords],
  ['exec', exec],
  ['exit', exit],
  ['export', exportNames],
  ['false', fail],
  ['getopts', getopts],
  ['hash', succeed],
  ['jobs', jobs],
  ['kill', kill],
  ['let', letValues],
  ['local', local],
  ['printf', printf],
  ['pwd', pwd],
  ['read', read],
  ['readonly', readOnly],
  ['return', returnStatus],
  ['set', setOptions],
  ['shift', shift],
  ['source', dot],
  ['test', test],
  ['times', succeed],
  ['trap', trap],
  ['true', succeed],
  ['type', typeOf],
  ['ulimit', ulimit],
  ['umask', umask],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', waitForJobs],
]);

export function builtinOf(name: string): Builtin | undefined {
  return builtins.get(name);
}
