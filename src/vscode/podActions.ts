import * as vscode from 'vscode';
import type { ClusterRow } from './clusterTree.ts';
import type { Edge } from './edge.ts';
import type { PodLabsTerminals } from './terminal.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** What can be done with a row of the cluster tree. All of it is a kubectl command that the learner sees. */
export function registerPodActions(terminals: PodLabsTerminals, files: WorkspaceFiles, edge: Edge): vscode.Disposable {
  const nameOf = (row: PodRow) => nameFor(row, files.kubectlContext.namespace);
  const onPod = (command: string, what: string, action: (row: PodRow) => void | Promise<void>) =>
    vscode.commands.registerCommand(command, (row: ClusterRow | undefined) =>
      edge.run(what, async () => {
        if (row && row.type !== 'namespace' && row.type !== 'service') await action(row);
      }),
    );
  return vscode.Disposable.from(
    onPod('podLabs.pod.logs', 'show the logs', (row) => {
      const container = row.type === 'container' ? ` -c ${row.container}` : '';
      const all = row.type === 'pod' && containerCount(row) > 1 ? ' --all-containers' : '';
      terminals.enter(`kubectl logs ${nameOf(row)}${container}${all}`);
    }),
    onPod('podLabs.pod.describe', 'describe the Pod', (row) => terminals.enter(`kubectl describe pod ${nameOf(row)}`)),
    onPod('podLabs.pod.delete', 'delete the Pod', async (row) => {
      const question = `Delete Pod ${row.pod.metadata.name}?`;
      const answer = await vscode.window.showWarningMessage(question, { modal: true }, 'Delete');
      if (answer === 'Delete') terminals.enter(`kubectl delete pod ${nameOf(row)}`);
    }),
    onPod('podLabs.pod.diagram', 'draw the Pod', async (row) => {
      const { name, namespace = 'default' } = row.pod.metadata;
      await vscode.commands.executeCommand('podLabs.showDiagram', { name, namespace });
    }),
  );
}

type PodRow = Exclude<ClusterRow, { type: 'namespace' | 'service' }>;

/** As a person names it to a kubectl that is in a Namespace already. */
function nameFor({ pod: { metadata } }: PodRow, here: string): string {
  const { name, namespace = here } = metadata;
  return namespace === here ? name : `${name} -n ${namespace}`;
}

function containerCount({ pod }: PodRow): number {
  return (pod.spec?.containers.length ?? 0) + (pod.spec?.initContainers?.length ?? 0);
}
