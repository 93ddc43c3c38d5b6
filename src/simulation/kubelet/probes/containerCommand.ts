import type { RunningContainer } from '../../containers/runtime.ts';
import type { Timers } from '../../timeline.ts';
import { maxOutputBytes } from './probeOutcome.ts';

/** How a command of the kubelet in a container ended. */
export type CommandEnd =
  | { readonly end: 'exited'; readonly exitCode: number; readonly output: string; readonly errorOutput: string }
  | { readonly end: 'timedOut' }
  /** The runtime could not start it. */
  | { readonly end: 'notStarted'; readonly problem: string };

/**
 * Runs a command in a container for the kubelet (CRI `ExecSync`); after the time limit it is killed. `done` comes once,
 * not after the call of what is returned, which breaks it off.
 */
export function runCommand(
  timeline: Timers,
  container: RunningContainer,
  command: readonly string[],
  timeoutMs: number | undefined,
  done: (end: CommandEnd) => void,
): () => void {
  let output = '';
  let errorOutput = '';
  let isOver = false;
  const handle = container.exec(
    command,
    { stdin: false, tty: false },
    (channel, text) => {
      if (output.length < maxOutputBytes) output = (output + text).slice(0, maxOutputBytes);
      if (channel === 'stderr' && errorOutput.length < maxOutputBytes) errorOutput += text;
    },
    (exitCode, problem) => {
      if (isOver) return;
      isOver = true;
      timer?.cancel();
      if (problem !== undefined) done({ end: 'notStarted', problem: `rpc error: code = Unknown desc = ${problem}` });
      else done({ end: 'exited', exitCode, output, errorOutput });
    },
  );
  const timer =
    timeoutMs === undefined
      ? undefined
      : timeline.heartbeatAfter(timeoutMs, () => {
          if (isOver) return;
          isOver = true;
          handle.kill();
          done({ end: 'timedOut' });
        });
  return () => {
    if (isOver) return;
    isOver = true;
    timer?.cancel();
    handle.kill();
  };
}
