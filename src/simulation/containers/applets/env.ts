import { programOf } from '../executable.ts';
import { compute, type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';

/** `env`, `env NAME=VALUE… COMMAND`, -i, -u. */
export const env: Program = function* (process) {
  const words = process.argv.slice(1);
  const variables = new Map(process.env);
  while (words[0]?.startsWith('-')) {
    const option = words.shift();
    if (option === '-i' || option === '-') variables.clear();
    else if (option === '-u') variables.delete(words.shift() ?? '');
  }
  let at = 0;
  for (let parts = assignmentOf(words[at]); parts; parts = assignmentOf(words[at])) {
    variables.set(parts[1] as string, parts[2] as string);
    at += 1;
  }
  words.splice(0, at);
  if (words.length === 0) {
    yield* write(1, [...variables].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  const found = programOf(process.kernel.mounts, words, variables, process.cwd);
  if (typeof found === 'string') {
    yield* complain(process, `can't execute '${words[0]}': No such file or directory`);
    return 127;
  }
  process.argv = found.argv;
  process.env = variables;
  yield* compute();
  const program = found.program(process);
  return yield* program;
};

function assignmentOf(word: string | undefined): RegExpExecArray | null {
  return /^([^=]+)=(.*)$/s.exec(word ?? '');
}
