import { type Program, write } from '../syscalls.ts';

/** `ps`: the processes of the container, as busybox shows them. */
export const ps: Program = function* (process) {
  let text = 'PID   USER     TIME  COMMAND\n';
  for (const one of process.kernel.processes) {
    const command = one.state === 'ended' ? `[${one.argv[0] ?? ''}]` : one.argv.join(' ');
    text += `${String(one.pid).padStart(5)} root      0:00 ${command}\n`;
  }
  yield* write(1, text);
  return 0;
};
