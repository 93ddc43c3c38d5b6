import { type Program, write } from '../syscalls.ts';

/** A program that is in the image but does nothing here: says so. */
export function notSimulated(exitCode: number, hint = 'Pod Labs does not simulate this program.'): Program {
  return function* (process) {
    const name = process.argv[0] ?? '';
    yield* write(2, `${name.slice(name.lastIndexOf('/') + 1)}: ${hint}\n`);
    return exitCode;
  };
}
