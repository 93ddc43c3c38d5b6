import type { Program } from '../syscalls.ts';
import { complain } from './input.ts';

/** A program that this simulation does not have, though the real image does: it says so and why. */
function absent(why: string): Program {
  return function* (process) {
    yield* complain(process, `not part of this simulated container: ${why}`);
    return 1;
  };
}

export const vi = absent('change a file with sed, or write it with cat > FILE');
export const crond = absent('use a CronJob, or a loop with sleep');
export const su = absent('the user comes from securityContext.runAsUser');
