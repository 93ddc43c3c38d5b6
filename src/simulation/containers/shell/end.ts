import { compute, type Run } from '../syscalls.ts';
import { ExitJump, Jump, LoopJump, ReturnJump } from './jumps.ts';
import type { Shell } from './shell.ts';

/** Runs the work of a shell process and its EXIT trap; the end is the exit code, whatever way it took. */
export function* runToEnd(shell: Shell, work: Run<number>): Run<number> {
  let status = yield* caught(shell, work);
  const trap = shell.traps.get('EXIT');
  if (trap) {
    shell.traps.delete('EXIT');
    shell.status = status;
    const before = status;
    status = yield* caught(shell, shell.interpreter.runScript(shell, trap, 'more'), before);
  }
  return status;
}

function* caught(shell: Shell, work: Run<number>, otherwise?: number): Run<number> {
  try {
    const status = yield* work;
    yield* compute();
    return otherwise ?? status;
  } catch (jump) {
    if (jump instanceof ExitJump || jump instanceof ReturnJump) return jump.status;
    if (jump instanceof LoopJump) return shell.status;
    if (jump instanceof Jump) return 0;
    throw jump;
  }
}
