import type { Process } from '../process.ts';
import { type Program, write } from '../syscalls.ts';
import { accountName } from './accounts.ts';

/** Of each command line. */
const maxShownBytes = 1000;
/** The width of busybox' USER column: longer names are cut. */
const userWidth = 8;

/** `ps`: the processes that the container sees, as busybox shows them. */
export const ps: Program = function* (process) {
  const names = new Map<number, string>();
  const userOf = ({ credentials: { uid } }: Process) => {
    const name = names.get(uid) ?? accountName(process, 'user', uid);
    names.set(uid, name);
    return name.slice(0, userWidth).padEnd(userWidth);
  };
  let text = 'PID   USER     TIME  COMMAND\n';
  for (const one of process.kernel.processes) {
    const command =
      one.state === 'ended'
        ? `[${one.argv[0] ?? ''}]`
        : one.argv.slice(0, maxShownBytes).join(' ').slice(0, maxShownBytes);
    text += `${String(one.pid).padStart(5)} ${userOf(one)}  0:00 ${command}\n`;
  }
  yield* write(1, text);
  return 0;
};
