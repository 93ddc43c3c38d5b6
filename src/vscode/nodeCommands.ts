import * as vscode from 'vscode';
import type { Node } from '../api/generated/objects.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';

/** Pulling the plug of a Node and pressing its power button: what no kubectl can do. */
export function registerNodeCommands(cluster: ClusterHost, edge: Edge): vscode.Disposable {
  const command = (id: string, power: 'on' | 'off') =>
    vscode.commands.registerCommand(id, () => edge.run(`switch a Node ${power}`, () => switchNode(cluster, power)));
  return vscode.Disposable.from(command('podLabs.node.powerOff', 'off'), command('podLabs.node.powerOn', 'on'));
}

async function switchNode(cluster: ClusterHost, power: 'on' | 'off'): Promise<void> {
  const { client, control } = await cluster.start();
  const { body } = await client.send({ method: 'GET', path: '/api/v1/nodes' });
  const nodes = (body as { items?: Node[] } | undefined)?.items ?? [];
  const items = nodes.map((node) => ({ label: node.metadata?.name ?? '', description: stateOf(node) }));
  const title = power === 'off' ? 'Which Node loses its power?' : 'Which Node gets its power back?';
  const placeHolder =
    power === 'off'
      ? 'Nobody is told: after 50 seconds it is not ready, after five minutes more its Pods are evicted'
      : 'It boots for 20 seconds of the cluster’s time';
  const choice = await vscode.window.showQuickPick(items, { title, placeHolder });
  if (choice) control.setNodePower(choice.label, power);
}

function stateOf({ status }: Node): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  return ready === 'True' ? 'Ready' : 'Not ready';
}
