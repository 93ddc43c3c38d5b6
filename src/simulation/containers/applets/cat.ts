import { refused } from '../errno.ts';
import { type Program, read, write } from '../syscalls.ts';
import { cannotOpen, complain, eachInput } from './input.ts';
import { readOptions } from './options.ts';

/** `cat`, also `-n`. */
export const cat: Program = function* (process) {
  const { flags, rest } = readOptions(process.argv, 'nbeAtuvs');
  let line = 0;
  let atStart = true;
  return yield* eachInput(
    process,
    rest,
    (name, refusal) => (refusal.errno === 'EISDIR' ? `read error: ${refusal.text}` : cannotOpen(name, refusal)),
    function* (fd) {
      for (;;) {
        const piece = yield* read(fd);
        if (refused(piece) || piece === '') return;
        let shown = piece;
        if (flags.has('n')) {
          shown = piece.replace(/[^\n]*\n|[^\n]+$/g, (text) => {
            const prefix = atStart ? `${String(++line).padStart(6)}\t` : '';
            atStart = text.endsWith('\n');
            return prefix + text;
          });
        }
        const refusal = yield* write(1, shown);
        if (refusal) {
          yield* complain(process, `write error: ${refusal.text}`);
          return;
        }
      }
    },
  );
};
