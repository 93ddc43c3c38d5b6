import { type Program, write } from '../syscalls.ts';

/** Of each command line. */
const maxShownBytes = 1000;

/** `ps`: the processes of the container, as busybox shows them. */
export const ps: Program = function* (process) {
  let text = 'PID   USER     TIME  COMMAND\n';
  for (const one of process.kernel.processes) {
    const command =
      one.state === 'ended'
        ? `[${one.argv[0] ?? ''}]`
        : one.argv.slice(0, maxShownBytes).join(' ').slice(0, maxShownBytes);
    text += `${String(one.pid).padStart(5)} root      0:00 ${command}\n`;
  }
  yield* write(1, text);
  return 0;
};
