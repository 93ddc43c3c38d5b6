import * as vscode from 'vscode';
import { registerClockCommands } from './clockCommands.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { registerNodeCommands } from './nodeCommands.ts';

/** Start, stop and reset of the cluster, and the hold on its time. */
export function registerClusterCommands(cluster: ClusterHost, edge: Edge): vscode.Disposable {
  const command = (id: string, what: string, action: () => unknown) =>
    vscode.commands.registerCommand(id, () => edge.run(what, async () => void (await action())));
  const reset = () => resetAfterAsking(cluster);
  return vscode.Disposable.from(
    command('podLabs.cluster.start', 'start the cluster', () => cluster.start()),
    command('podLabs.cluster.stop', 'stop the cluster', () => cluster.stop()),
    command('podLabs.cluster.reset', 'reset the cluster', reset),
    registerClockCommands(cluster, edge, { reset }),
    registerNodeCommands(cluster, edge),
  );
}

async function resetAfterAsking(cluster: ClusterHost): Promise<void> {
  if (cluster.running) {
    const question = 'Reset the practice cluster? Everything in it is deleted. Your files stay.';
    if ((await vscode.window.showWarningMessage(question, { modal: true }, 'Reset')) !== 'Reset') return;
  }
  await cluster.reset();
}
