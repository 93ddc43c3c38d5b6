import { refused } from '../errno.ts';
import { type Program, write } from '../syscalls.ts';
import { complain } from './input.ts';
import { readOptions } from './options.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const maxTries = 10;

/** `mktemp [TEMPLATE]`, -d -q -u -p FOLDER -t: a file or folder with a new name. */
export const mktemp: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'dqup:t');
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  const folder = flags.get('p') ?? process.env.get('TMPDIR') ?? '/tmp';
  const given = rest[0];
  const isInFolder = given === undefined || flags.has('p') || flags.has('t');
  const template = isInFolder ? `${folder}/${given ?? 'tmp.XXXXXX'}` : given;
  const mark = /X{6,}$/.exec(template)?.[0] ?? '';
  for (let i = 0; i < maxTries && mark !== ''; i++) {
    let random = '';
    for (let at = 0; at < mark.length; at++)
      random += letters[process.kernel.randomInteger(0, letters.length)] as string;
    const path = template.slice(0, -mark.length) + random;
    if (!refused(process.stat(path))) continue;
    const made = flags.has('u')
      ? undefined
      : flags.has('d')
        ? process.mkdir(path, 0o700)
        : process.open(path, { access: 'write', create: true });
    if (refused(made)) {
      if (!flags.has('q')) yield* complain(process, `${template}: ${made.text}`);
      return 1;
    }
    if (typeof made === 'number') {
      process.close(made);
      const node = process.stat(path);
      if (!refused(node)) node.mode = 0o600;
    }
    yield* write(1, `${path}\n`);
    return 0;
  }
  if (!flags.has('q')) yield* complain(process, `${template}: Invalid argument`);
  return 1;
};
