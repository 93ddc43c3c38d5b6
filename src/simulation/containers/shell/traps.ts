import type { ProcessSignal } from '../signals.ts';
import type { Run } from '../syscalls.ts';
import { InterruptJump } from './jumps.ts';
import type { Shell } from './shell.ts';

/** Runs the actions of the signals that were caught since the last command; `$?` is as before. */
export function* runTraps(shell: Shell): Run<void> {
  const { caught } = shell.process;
  for (let signal = caught.shift(); signal; signal = caught.shift()) {
    const action = shell.traps.get(signal);
    // Ctrl-C breaks off what a person has entered, and no more.
    if (!action && signal === 'SIGINT' && shell.isInteractive) throw new InterruptJump();
    if (!action) continue;
    const { status } = shell;
    yield* shell.interpreter.runScript(shell, action, 'more');
    shell.status = status;
  }
}

/** Sets, ignores ('') or resets (nothing) what a signal does. */
export function setTrap(shell: Shell, signal: ProcessSignal | 'EXIT' | 'ERR', action: string | undefined): void {
  if (action === undefined) shell.traps.delete(signal);
  else shell.traps.set(signal, action);
  if (signal === 'EXIT' || signal === 'ERR') return;
  if (action === undefined) shell.process.dispositions.delete(signal);
  else shell.process.dispositions.set(signal, action === '' ? 'ignore' : 'catch');
}
