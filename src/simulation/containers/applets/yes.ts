import { type Program, write } from '../syscalls.ts';

/** `yes [TEXT]`: until nobody reads any more. */
export const yes: Program = function* (process) {
  const line = `${process.argv.slice(1).join(' ') || 'y'}\n`;
  while (!(yield* write(1, line)));
  return 1;
};
