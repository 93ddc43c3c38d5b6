import * as vscode from 'vscode';
import type { RequestTrace } from '../api/traffic.ts';
import { spokenTime } from './clockText.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import type { ClusterRow } from './clusterTree.ts';
import type { RequestSubject } from './diagramSubject.ts';
import { type Edge, UserError } from './edge.ts';

/** More requests than this are not offered. */
const offeredLimit = 200;

/** Explains the last request of the cluster's Pods or of one of them, or one that is chosen. */
export function registerRequestCommands(cluster: ClusterHost, edge: Edge): vscode.Disposable {
  const show = (subject: RequestSubject) => vscode.commands.executeCommand('podLabs.showDiagram', subject);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('podLabs.explainLastRequest', () =>
      edge.run('explain the last request', async () => {
        // Where there is none yet, the diagram says so and waits for it.
        requestsOf(cluster);
        await show({ shows: 'request' });
      }),
    ),
    vscode.commands.registerCommand('podLabs.explainRequest', () =>
      edge.run('explain a request', async () => {
        const chosen = await choose(requestsOf(cluster));
        if (chosen) await show({ shows: 'request', id: chosen.id });
      }),
    ),
    vscode.commands.registerCommand('podLabs.pod.request', (row: ClusterRow | undefined) =>
      edge.run('explain a request', async () => {
        if (row?.type !== 'pod') return;
        const { name, namespace = 'default' } = row.pod.metadata;
        await show({ shows: 'request', pod: { name, namespace } });
      }),
    ),
  );
}

/** The requests of Pods, the newest first; a sentence where nobody tells them. */
function requestsOf(cluster: ClusterHost): readonly RequestTrace[] {
  if (!cluster.running)
    throw new UserError('The practice cluster does not run: start it first. It explains what its Pods ask for.');
  // A cluster without a hold on its time is a real one, and those keep no such record.
  const { control }: Partial<Pick<RunningCluster, 'control'>> = cluster.running;
  if (!control) {
    throw new UserError(
      'A real cluster does not tell what becomes of a request. In the practice cluster every request can be explained.',
    );
  }
  return control
    .traffic()
    .filter(({ client }) => client.pod?.namespace !== 'kube-system')
    .toReversed();
}

async function choose(requests: readonly RequestTrace[]): Promise<RequestTrace | undefined> {
  if (requests.length === 0) {
    throw new UserError(
      'No Pod has sent a request yet. Try one, such as kubectl exec POD -- wget -qO- http://SERVICE/',
    );
  }
  const { requestTitle } = await import('../diagrams/requests/requestTitle.ts');
  const items = requests.slice(0, offeredLimit).map((trace) => {
    const { what, outcome } = requestTitle(trace);
    const icon = { ready: 'pass', failed: 'error', pending: 'loading~spin', running: 'sync', completed: 'check' }[
      outcome.state
    ];
    return {
      // An icon's name in a text of the cluster is shown as it stands.
      label: `$(${icon}) ${what.replaceAll('$(', '$\u200b(')}`,
      description: outcome.text.replaceAll('$(', '$\u200b('),
      detail: `${trace.client.pod?.namespace ?? ''}, ${spokenTime(trace.atMs)} after the cluster’s start`,
      trace,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Which Request?',
    placeHolder: 'The newest is on top',
    matchOnDescription: true,
  });
  return chosen?.trace;
}
