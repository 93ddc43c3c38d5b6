import { refused } from '../errno.ts';
import type { OpenFile } from '../openFile.ts';
import type { Process } from '../process.ts';
import { type Run, wait } from '../syscalls.ts';
import { runToEnd } from './end.ts';
import { Shell } from './shell.ts';

/** Starts a copy of this shell as a child; it runs `work` and ends. */
export function* fork(
  shell: Shell,
  work: (child: Shell) => Run<number>,
  files?: readonly (OpenFile | undefined)[],
): Run<Process> {
  const process = shell.process.spawn({
    argv: shell.process.argv,
    env: shell.process.env,
    ...(files && { files }),
    program: (child) => {
      const copy = new Shell(child, shell.interpreter, shell.name, shell.parameters, shell);
      return runToEnd(copy, work(copy));
    },
  });
  if (refused(process)) return yield* shell.fail(`can't fork: ${process.text}`);
  return process;
}

/** Waits for a foreground child; a trapped signal waits until it has ended. */
export function* waitFor(child: Process): Run<number> {
  const ended = yield* wait(child.pid, 'exit');
  return refused(ended) ? 127 : ended.exitCode;
}
