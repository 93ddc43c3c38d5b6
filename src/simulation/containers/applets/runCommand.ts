import { refused, type SystemError, systemError } from '../errno.ts';
import { programOf } from '../executable.ts';
import type { Process } from '../process.ts';
import { compute, type Run, wait } from '../syscalls.ts';
import { complain } from './input.ts';

/** Starts a command as a child: ENOENT or EACCES where it cannot be executed. */
export function startCommand(process: Process, argv: readonly string[]): Process | SystemError {
  const found = programOf(process.kernel.mounts, argv, process.env, process.cwd, process.credentials);
  if (typeof found === 'string') return systemError(/permission denied|directory/.test(found) ? 'EACCES' : 'ENOENT');
  return process.spawn(found);
}

/** Runs a command as a child; its exit code. */
export function* runCommand(process: Process, argv: readonly string[]): Run<number | SystemError> {
  const child = startCommand(process, argv);
  if (refused(child)) return child;
  const ended = yield* wait(child.pid, 'exit');
  return refused(ended) ? ended : ended.exitCode;
}

/** `exec`: this process goes on as that command; 127 where there is none, 126 where it may not be executed. */
export function* becomeCommand(process: Process, argv: readonly string[]): Run<number> {
  const found = programOf(process.kernel.mounts, argv, process.env, process.cwd, process.credentials);
  if (typeof found === 'string') {
    const denied = /permission denied|directory/.test(found);
    const text = systemError(denied ? 'EACCES' : 'ENOENT').text;
    yield* complain(process, `can't execute '${argv[0]}': ${text}`);
    return denied ? 126 : 127;
  }
  process.argv = found.argv;
  yield* compute();
  return yield* found.program(process);
}
