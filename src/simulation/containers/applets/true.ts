import { compute, type Program } from '../syscalls.ts';

/** `true`: succeeds. */
export const trueApplet: Program = function* () {
  yield* compute();
  return 0;
};

/** `false`: fails. */
export const falseApplet: Program = function* () {
  yield* compute();
  return 1;
};
