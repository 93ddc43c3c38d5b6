import { type Program, write } from '../../syscalls.ts';

/** `traceroute`: answers to expired packets are not part of this network. */
export const traceroute: Program = function* () {
  yield* write(2, 'traceroute: packets with an expired time to live are not part of this network; try ping\n');
  return 1;
};
