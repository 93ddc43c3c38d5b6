import { refused } from '../errno.ts';
import type { OpenFile } from '../openFile.ts';
import type { Process } from '../process.ts';
import type { ProcessSignal } from '../signals.ts';
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
export function* waitFor(shell: Shell, child: Process): Run<number> {
  const ended = yield* wait(child.pid, 'exit');
  yield* tellKilled(shell, child);
  return refused(ended) ? 127 : ended.exitCode;
}

/** What ash says of a command that a signal ended; SIGINT and SIGPIPE are too common to be told. */
const signalTexts: Readonly<Partial<Record<ProcessSignal, string>>> = {
  SIGHUP: 'Hangup',
  SIGQUIT: 'Quit',
  SIGKILL: 'Killed',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
};

/** Says on stderr that a signal ended a child that was waited for. */
export function* tellKilled(shell: Shell, child: Process): Run<void> {
  const text = child.endedBy && signalTexts[child.endedBy];
  if (text) yield* shell.writeTo(2, `${text}\n`);
}
