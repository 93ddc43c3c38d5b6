import { refused } from '../errno.ts';
import { type Executable, findInPath, loadExecutable } from '../executable.ts';
import type { Run } from '../syscalls.ts';
import { waitFor } from './children.ts';
import type { After } from './interpreter.ts';
import type { Shell } from './shell.ts';

/** Runs a program as a child, or in the shell's place where nothing comes after it. */
export function* runProgram(shell: Shell, argv: readonly string[], after: After): Run<number> {
  const name = argv[0] as string;
  const found = findProgram(shell, argv);
  if (typeof found === 'string') {
    yield* shell.complain(`${name}: ${found}`);
    return found === 'not found' ? 127 : 126;
  }
  if (after === 'end' && shell.traps.size === 0) return yield* becomeProgram(shell, found);
  const env = shell.environment();
  const child = shell.process.spawn({ program: found.program, argv: found.argv, env });
  if (refused(child)) return yield* shell.fail(`can't fork: ${child.text}`);
  return yield* waitFor(shell, child);
}

/** `exec`: the same process goes on with another program. */
export function* becomeProgram(shell: Shell, executable: Executable): Run<number> {
  const { process } = shell;
  process.argv = executable.argv;
  process.env = shell.environment();
  process.caught.length = 0;
  for (const [signal, disposition] of process.dispositions)
    if (disposition === 'catch') process.dispositions.delete(signal);
  yield { call: 'compute' };
  const program = executable.program(process);
  return yield* program;
}

/** Programs whose places one shell remembers. */
const maxRemembered = 200;

/** The program of a command, or why there is none, in ash's words. */
export function findProgram(shell: Shell, argv: readonly string[]): Executable | 'not found' | 'Permission denied' {
  const { process, programPaths } = shell;
  const { mounts } = process.kernel;
  const name = argv[0] as string;
  if (name === '') return 'not found';
  const remembered = name.includes('/') ? name : programPaths.get(name);
  let path = remembered;
  let found = path === undefined ? 'missing' : loadExecutable(mounts, path, argv, process.cwd, process.credentials);
  if (found === 'missing' && !name.includes('/')) {
    path = findInPath(mounts, name, shell.get('PATH') ?? '', process.cwd, process.credentials);
    if (path === undefined) return 'not found';
    if (path.startsWith('/') && programPaths.size < maxRemembered) programPaths.set(name, path);
    found = loadExecutable(mounts, path, argv, process.cwd, process.credentials);
  }
  if (found === 'missing' || path === undefined) return 'not found';
  if (found === 'unknownFormat')
    return loadExecutable(mounts, '/bin/sh', ['sh', path, ...argv.slice(1)], '/') as Executable;
  return found === 'directory' || found === 'notExecutable' ? 'Permission denied' : found;
}
