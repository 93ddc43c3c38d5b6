import { type Program, write } from '../syscalls.ts';
import { cannotOpen, eachInput, readAll } from './input.ts';

/** `more` and `less`: without a keyboard to ask, the whole text. */
export const pager: Program = function* (process) {
  const names = process.argv.slice(1).filter((word) => !/^[-+]./.test(word));
  return yield* eachInput(process, names, cannotOpen, function* (fd) {
    yield* write(1, yield* readAll(fd));
  });
};
