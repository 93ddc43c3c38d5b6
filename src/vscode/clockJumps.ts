import * as vscode from 'vscode';
import type { AdvanceOptions, ClusterControl } from '../api/control.ts';
import type { ClockGoal } from './clockConditions.ts';
import { clockText, spokenTime } from './clockText.ts';

/** A minute of virtual time. */
export const minuteMs = 60_000;
/** How far `settle` and steps look ahead. */
const lookAheadMs = 10 * minuteMs;
/** How far time runs towards a goal before it gives up. */
const goalLimitMs = 60 * minuteMs;

/** Runs to the next change. Where the clock goes on by steps it stands still in between. */
export async function stepToChange(control: ClusterControl): Promise<void> {
  control.pause();
  if (!(await control.runToChange(lookAheadMs)))
    void vscode.window.showInformationMessage('Nothing changes in the next ten minutes of the cluster’s time.');
}

/** Lets so much time pass at once. */
export async function runFor(control: ClusterControl, durationMs: number): Promise<void> {
  await withProgress(`Running ${clockText(durationMs)}`, (options) => control.advance(durationMs, options));
}

/** Runs until nothing changes any more. */
export async function settle(control: ClusterControl): Promise<void> {
  const settled = await withProgress('Waiting until nothing changes any more', (options) =>
    control.settle(lookAheadMs, options),
  );
  if (settled === false)
    void vscode.window.showInformationMessage('The cluster did not come to rest within ten minutes of its time.');
}

/** Runs until a goal is reached, and says where it is not. */
export async function runToGoal(control: ClusterControl, goal: ClockGoal): Promise<void> {
  const { limitMs = goalLimitMs } = goal;
  const reached = await withProgress(goal.label, (options) => control.runUntil(goal.condition(), limitMs, options));
  const paused = control.time().paused ? ' The clock is paused.' : '';
  if (reached === false) {
    const text = `${goal.missed} within ${spokenTime(limitMs)} of the cluster’s time.${paused}`;
    void vscode.window.showInformationMessage(text);
  }
}

/** Shows how far a jump is and lets it be cancelled; undefined where it was. */
export function withProgress(
  title: string,
  jump: (options: AdvanceOptions) => Promise<boolean>,
): Thenable<boolean | undefined> {
  const where = { location: vscode.ProgressLocation.Notification, title: `Pod Labs: ${title}`, cancellable: true };
  return vscode.window.withProgress(where, async (progress, token) => {
    let told = 0;
    const done = await jump({
      cancellation: {
        get aborted() {
          return token.isCancellationRequested;
        },
      },
      onProgress: (part) => {
        progress.report({ increment: (part - told) * 100 });
        told = part;
      },
    });
    return token.isCancellationRequested ? undefined : done;
  });
}
