import * as vscode from 'vscode';
import type { Service } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { ClusterRow } from './clusterTree.ts';
import type { MapSubject } from './diagramSubject.ts';
import { type Edge, UserError } from './edge.ts';

/** Draws the Services of a file, of a Namespace, or one of the Cluster tree. `here` is the Namespace where kubectl is. */
export function registerMapCommands(cluster: ClusterHost, here: () => string, edge: Edge): vscode.Disposable {
  const show = (subject: MapSubject) => vscode.commands.executeCommand('podLabs.showDiagram', subject);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('podLabs.showServiceMap', (row: ClusterRow | undefined) =>
      edge.run('draw the Services', async () => {
        const subject = row ? subjectOfRow(row) : await choose(await offered(cluster, here()));
        if (subject) await show(subject);
      }),
    ),
  );
}

function subjectOfRow(row: ClusterRow): MapSubject | undefined {
  if (row.type === 'namespace') return { shows: 'services', namespace: row.name };
  if (row.type !== 'service') return undefined;
  const { name, namespace = 'default' } = row.service.metadata;
  return { shows: 'services', name, namespace };
}

interface Offer extends vscode.QuickPickItem {
  readonly subject: MapSubject;
}

/** The file that is open, then Namespaces with Services: where kubectl is first, the system's last. */
async function offered(cluster: ClusterHost, here: string): Promise<Offer[]> {
  const { servicesOfEditor } = await import('./diagramSubject.ts');
  const ofFile = servicesOfEditor();
  const offers: Offer[] = [];
  if (ofFile?.manifest) {
    const name = decodeURIComponent(ofFile.manifest.slice(ofFile.manifest.lastIndexOf('/') + 1));
    offers.push({ label: `$(file) Services of ${name}`, description: 'the open file', subject: ofFile });
  }
  const counts = await countServices(cluster);
  const rank = (name: string) => (name === here ? 0 : name.startsWith('kube-') ? 2 : 1);
  const names = [...counts.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  for (const name of names) {
    const count = counts.get(name) ?? 0;
    const description = `${count} ${count === 1 ? 'Service' : 'Services'} of the cluster`;
    offers.push({
      label: `$(symbol-namespace) Namespace ${name}`,
      description,
      subject: { shows: 'services', namespace: name },
    });
  }
  return offers;
}

/** How many Services each Namespace of the cluster has. */
async function countServices({ running }: ClusterHost): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  if (!running) return counts;
  const response = await running.client.send({ method: 'GET', path: pathOf(servedKind('Service')) });
  const items = refusalOf(response) ? [] : (response.body as { items: Service[] }).items;
  for (const { metadata } of items) {
    const namespace = metadata?.namespace ?? '';
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}

async function choose(offers: readonly Offer[]): Promise<MapSubject | undefined> {
  const [only] = offers;
  if (!only) throw new UserError('There is no Service yet, neither in the open file nor in the cluster.');
  if (offers.length === 1) return only.subject;
  const chosen = await vscode.window.showQuickPick([...offers], { title: 'Which Services?' });
  return chosen?.subject;
}
