import * as vscode from 'vscode';
import type { ClusterControl } from '../api/control.ts';
import { clockSpeeds } from '../webview/labMessages.ts';
import { clockGoals, durationOf } from './clockConditions.ts';
import { minuteMs, runFor, runToGoal, settle, stepToChange, withProgress } from './clockJumps.ts';
import { clockText } from './clockText.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { rewindMoments } from './rewindMoments.ts';

/** So many moments are offered as places to go back to. */
const offeredMoments = 50;
/** They are looked for in so many of the newest inputs: each key typed into a shell of a container is one. */
const readInputs = 10_000;

/** The hold on the cluster's time: commands, and the menu behind the clock in the status bar. */
export function registerClockCommands(
  cluster: ClusterHost,
  edge: Edge,
  others: { readonly reset: () => Promise<void> },
): vscode.Disposable {
  const command = (id: string, what: string, action: () => unknown) =>
    vscode.commands.registerCommand(id, () => edge.run(what, async () => void (await action())));
  const withControl = (action: (control: ClusterControl) => unknown) => async () => {
    const { control } = await cluster.start();
    await action(control);
  };
  const commands: readonly (readonly [id: string, what: string, action: (control: ClusterControl) => unknown])[] = [
    ['podLabs.clock.pause', 'pause the cluster', (control) => control.pause()],
    ['podLabs.clock.resume', 'resume the cluster', (control) => control.resume()],
    ['podLabs.clock.step', 'step the cluster', stepToChange],
    ['podLabs.clock.minute', 'run a minute', (control) => runFor(control, minuteMs)],
    ['podLabs.clock.settle', 'let the cluster settle', settle],
    ['podLabs.clock.until', 'run the cluster to a goal', runUntil],
  ];
  return vscode.Disposable.from(
    ...commands.map(([id, what, action]) => command(id, what, withControl(action))),
    command('podLabs.clock.rewind', 'take the cluster back', () => rewind(cluster)),
    command('podLabs.clock', 'open the clock’s menu', () => openMenu(cluster, others.reset)),
  );
}

async function runUntil(control: ClusterControl): Promise<void> {
  const items = [
    ...clockGoals.map((goal) => ({ label: goal.label, description: goal.description, goal })),
    { label: 'For a duration…', description: 'Such as 90s, 5m or 1h30m', goal: undefined },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: 'Run the cluster’s time, as fast as it goes',
    matchOnDescription: true,
  });
  if (!choice) return;
  const { goal } = choice;
  if (!goal) {
    await runForTyped(control);
    return;
  }
  await runToGoal(control, goal);
}

async function runForTyped(control: ClusterControl): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: 'Run the cluster’s time for how long?',
    value: '5m',
    validateInput: (typed) => (durationOf(typed) === undefined ? 'Write it as 90s, 5m or 1h30m.' : undefined),
  });
  const durationMs = text === undefined ? undefined : durationOf(text);
  if (durationMs !== undefined) await runFor(control, durationMs);
}

async function rewind(cluster: ClusterHost): Promise<void> {
  const { running } = cluster;
  if (!running) return;
  const { elapsedMs } = running.control.time();
  const before = rewindMoments(running.newestInputs(readInputs), offeredMoments).map(({ atMs, what }) => ({
    label: clockText(atMs),
    description: `before: ${what}`,
    // The moment before the input is the end of the timer before it.
    atMs: Math.max(0, atMs - 1),
  }));
  const items = [
    { label: '10 seconds back', description: clockText(Math.max(0, elapsedMs - 10_000)), atMs: elapsedMs - 10_000 },
    { label: '1 minute back', description: clockText(Math.max(0, elapsedMs - minuteMs)), atMs: elapsedMs - minuteMs },
    ...before,
    { label: 'To the start', description: 'An empty cluster', atMs: 0 },
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: 'Take the cluster back in time',
    placeHolder: 'What came after that moment has not happened. Your files stay.',
    matchOnDescription: true,
  });
  if (!choice) return;
  await withProgress(`Going back to ${clockText(Math.max(0, choice.atMs))}`, (options) =>
    cluster.rewind(Math.max(0, choice.atMs), options),
  );
}

async function openMenu(cluster: ClusterHost, reset: () => Promise<void>): Promise<void> {
  const running = cluster.running;
  if (!running) {
    await cluster.start();
    return;
  }
  const { control } = running;
  const { paused, speed } = control.time();
  const entry = (label: string, description: string, action: () => unknown) => ({ label, description, action });
  const items = [
    paused
      ? entry('$(debug-continue) Resume', 'Time goes on', () => control.resume())
      : entry('$(debug-pause) Pause', 'Time stands still', () => control.pause()),
    entry('$(debug-step-over) Step', 'Run to the next change, and pause', () => stepToChange(control)),
    entry('$(debug-alt) Run 1 minute', 'One minute of the cluster’s time, at once', () => runFor(control, minuteMs)),
    entry('$(debug-line-by-line) Run until…', 'A Pod is ready, a container restarts, …', () => runUntil(control)),
    entry('$(check-all) Settle', 'Run until nothing changes any more', () => settle(control)),
    entry('$(debug-step-back) Rewind…', 'Back to an earlier moment', () => rewind(cluster)),
    ...clockSpeeds.map((factor) =>
      entry(
        `${factor === speed ? '$(circle-filled)' : '$(circle-outline)'} Speed ×${factor}`,
        factor === 1 ? 'As in real life' : `${factor} seconds per second`,
        () => control.setSpeed(factor),
      ),
    ),
    entry('$(debug-restart) Reset…', 'Delete everything in the cluster', reset),
    entry('$(debug-stop) Stop', 'It comes back as it was with the next start', () => cluster.stop()),
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: 'The practice cluster’s time',
    placeHolder: paused ? 'Paused' : `Running at ×${speed}`,
    matchOnDescription: true,
  });
  await choice?.action();
}
