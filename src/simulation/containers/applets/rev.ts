import { type Program, write } from '../syscalls.ts';
import { eachInput, namedRefusal, paced, readAll } from './input.ts';

/** `rev`: each line from its end to its beginning. */
export const rev: Program = function* (process) {
  return yield* eachInput(process, process.argv.slice(1), namedRefusal, function* (fd) {
    const text = yield* readAll(fd);
    yield* paced(process, text.length / 100);
    yield* write(
      1,
      text.replace(/[^\n]+/g, (line) => [...line].reverse().join('')),
    );
  });
};

/** `tac`: the last line first. */
export const tac: Program = function* (process) {
  return yield* eachInput(process, process.argv.slice(1), namedRefusal, function* (fd) {
    const lines = (yield* readAll(fd)).split(/(?<=\n)/);
    yield* write(1, lines.reverse().join(''));
  });
};
