import * as vscode from 'vscode';
import type { ClusterControl } from '../api/control.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';

const minuteMs = 60_000;
/** How far `settle` looks ahead. */
const settleLimitMs = 10 * minuteMs;
const speeds = [1, 10, 60, 600];

/** Start, stop and reset of the cluster, and the hold on its time. */
export function registerClusterCommands(cluster: ClusterHost, edge: Edge): vscode.Disposable {
  const command = (id: string, what: string, action: () => unknown) =>
    vscode.commands.registerCommand(id, () => edge.run(what, async () => void (await action())));
  const withControl = (action: (control: ClusterControl) => unknown) => async () => {
    const { control } = await cluster.start();
    await action(control);
  };
  return vscode.Disposable.from(
    command('podLabs.cluster.start', 'start the cluster', () => cluster.start()),
    command('podLabs.cluster.stop', 'stop the cluster', () => cluster.stop()),
    command('podLabs.cluster.reset', 'reset the cluster', () => resetAfterAsking(cluster)),
    command(
      'podLabs.clock.pause',
      'pause the cluster',
      withControl((control) => control.pause()),
    ),
    command(
      'podLabs.clock.resume',
      'resume the cluster',
      withControl((control) => control.resume()),
    ),
    command(
      'podLabs.clock.step',
      'step the cluster',
      withControl((control) => control.step()),
    ),
    command(
      'podLabs.clock.minute',
      'run a minute',
      withControl((control) => runMinute(control)),
    ),
    command(
      'podLabs.clock.settle',
      'let the cluster settle',
      withControl((control) => settle(control)),
    ),
    command('podLabs.clock', 'open the clock’s menu', () => openMenu(cluster)),
  );
}

async function resetAfterAsking(cluster: ClusterHost): Promise<void> {
  if (cluster.running) {
    const question = 'Reset the practice cluster? Everything in it is deleted. Your files stay.';
    if ((await vscode.window.showWarningMessage(question, { modal: true }, 'Reset')) !== 'Reset') return;
  }
  await cluster.reset();
}

async function runMinute(control: ClusterControl): Promise<void> {
  await withProgress('Running a minute', (options) => control.advance(minuteMs, options));
}

async function settle(control: ClusterControl): Promise<void> {
  const settled = await withProgress('Waiting until nothing changes any more', (options) =>
    control.settle(settleLimitMs, options),
  );
  if (!settled)
    void vscode.window.showInformationMessage('The cluster did not come to rest within ten minutes of its time.');
}

type JumpOptions = NonNullable<Parameters<ClusterControl['advance']>[1]>;

function withProgress(title: string, jump: (options: JumpOptions) => Promise<boolean>): Thenable<boolean> {
  const where = { location: vscode.ProgressLocation.Notification, title: `Pod Labs: ${title}`, cancellable: true };
  return vscode.window.withProgress(where, (progress, token) => {
    let told = 0;
    return jump({
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
  });
}

async function openMenu(cluster: ClusterHost): Promise<void> {
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
    entry('$(debug-step-over) Step', 'Run the next thing that happens', () => control.step()),
    entry('$(debug-alt) Run 1 minute', 'One minute of the cluster’s time, at once', () => runMinute(control)),
    entry('$(check-all) Settle', 'Run until nothing changes any more', () => settle(control)),
    ...speeds.map((factor) =>
      entry(
        `${factor === speed ? '$(circle-filled)' : '$(circle-outline)'} Speed ×${factor}`,
        factor === 1 ? 'As in real life' : `${factor} seconds per second`,
        () => control.setSpeed(factor),
      ),
    ),
    entry('$(debug-restart) Reset…', 'Delete everything in the cluster', () => resetAfterAsking(cluster)),
    entry('$(debug-stop) Stop', 'It comes back as it was with the next start', () => cluster.stop()),
  ];
  const choice = await vscode.window.showQuickPick(items, {
    title: 'The practice cluster’s time',
    placeHolder: paused ? 'Paused' : `Running at ×${speed}`,
  });
  await choice?.action();
}
