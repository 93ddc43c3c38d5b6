import * as vscode from 'vscode';
import type { HorizontalPodAutoscaler } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { AutoscalerSubject } from './diagramSubject.ts';
import { type Edge, UserError } from './edge.ts';

/** Explains a HorizontalPodAutoscaler that is chosen. Those of the Namespace where kubectl is (`here`) come first. */
export function registerAutoscalerCommands(cluster: ClusterHost, here: () => string, edge: Edge): vscode.Disposable {
  return vscode.commands.registerCommand('podLabs.explainAutoscaler', () =>
    edge.run('explain an autoscaler', async () => {
      const subject = await choose(await offered(cluster, here()));
      if (subject) await vscode.commands.executeCommand('podLabs.showDiagram', subject);
    }),
  );
}

interface Offer extends vscode.QuickPickItem {
  readonly subject: AutoscalerSubject;
}

async function offered({ running }: ClusterHost, here: string): Promise<Offer[]> {
  if (!running) throw new UserError('The practice cluster does not run: start it first. It explains its autoscalers.');
  const response = await running.client.send({ method: 'GET', path: pathOf(servedKind('HorizontalPodAutoscaler')) });
  const items = refusalOf(response) ? [] : (response.body as { items: HorizontalPodAutoscaler[] }).items;
  const isElsewhere = ({ metadata }: HorizontalPodAutoscaler) => Number(metadata?.namespace !== here);
  return items
    .toSorted((a, b) => isElsewhere(a) - isElsewhere(b))
    .map(({ metadata, spec, status }) => {
      const { name = '', namespace = '' } = metadata ?? {};
      const { kind = '', name: target = '' } = spec?.scaleTargetRef ?? {};
      const size = status?.currentReplicas === undefined ? '' : `, ${status.currentReplicas} replicas`;
      return {
        label: `$(graph-line) ${name}`,
        // An icon's name in a text of the cluster is shown as it stands.
        description: `${namespace}: ${kind} ${target}${size}`.replaceAll('$(', '$\u200b('),
        subject: { shows: 'autoscaler', name, namespace },
      };
    });
}

async function choose(offers: readonly Offer[]): Promise<AutoscalerSubject | undefined> {
  const [only] = offers;
  if (!only) {
    throw new UserError(
      'There is no HorizontalPodAutoscaler in the cluster yet. Make one, such as with kubectl autoscale deployment NAME --cpu=50% --min=1 --max=10',
    );
  }
  if (offers.length === 1) return only.subject;
  const chosen = await vscode.window.showQuickPick([...offers], {
    title: 'Which Autoscaler?',
    matchOnDescription: true,
  });
  return chosen?.subject;
}
