import * as vscode from 'vscode';
import type { Namespace, Pod, Service } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import type { ClusterHost } from './clusterHost.ts';
import { itemOf } from './clusterTreeItems.ts';
import { LiveObjects } from './liveObjects.ts';
import { throttle } from './throttle.ts';

/** A row of the tree. */
export type ClusterRow =
  | { readonly type: 'namespace'; readonly name: string }
  | { readonly type: 'service'; readonly service: Stored<Service> }
  | { readonly type: 'pod'; readonly pod: Stored<Pod> }
  | { readonly type: 'container'; readonly pod: Stored<Pod>; readonly container: string; readonly list: ContainerList };

/** A Pod, one of its containers, or a Service in the tree. */
export interface ClusterPlace {
  /** A Pod where nothing is said. */
  readonly kind?: 'Pod' | 'Service';
  readonly namespace: string;
  readonly name: string;
  readonly container?: string;
}

export type ContainerList = 'initContainers' | 'containers';

/** How often the tree is drawn anew at most. */
const refreshMs = 150;

/**
 * Namespaces, their Pods, the Pods' containers, and Services, each with its state, as the cluster changes. The Namespace where kubectl is
 * (`here`) comes first and open; the others are there for those who look for them.
 */
export function registerClusterTree(cluster: ClusterHost, here: () => string): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const refresh = throttle(refreshMs, () => changed.fire(undefined));
  let namespaces: LiveObjects<Stored<Namespace>> | undefined;
  let pods: LiveObjects<Stored<Pod>> | undefined;
  let services: LiveObjects<Stored<Service>> | undefined;

  const close = () => {
    namespaces?.close();
    pods?.close();
    services?.close();
    namespaces = pods = services = undefined;
  };
  const follow = () => {
    void vscode.commands.executeCommand('setContext', 'podLabs.clusterState', cluster.state);
    close();
    const client = cluster.running?.client;
    if (client) {
      namespaces = new LiveObjects(client, servedKind('namespaces'), refresh.request);
      pods = new LiveObjects(client, servedKind('pods'), refresh.request);
      services = new LiveObjects(client, servedKind('services'), refresh.request);
    }
    refresh.request();
  };
  follow();

  const provider: vscode.TreeDataProvider<ClusterRow> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (row) => itemOf(row, here()),
    getChildren(row) {
      // VS Code asks when the view comes in sight.
      cluster.bringBack();
      if (!row) return shownNamespaces(namespaces?.all() ?? [], pods?.all() ?? [], here());
      if (row.type === 'namespace') {
        const isInside = ({ metadata }: Stored) => metadata.namespace === row.name;
        const podRows = (pods?.all() ?? []).filter(isInside).map((pod): ClusterRow => ({ type: 'pod', pod }));
        const own = (services?.all() ?? []).filter(isInside);
        return [...podRows, ...own.map(serviceRow)];
      }
      return row.type === 'pod' ? containersOf(row.pod) : [];
    },
    getParent: parentOf,
  };
  const view = vscode.window.createTreeView('podLabs.cluster', { treeDataProvider: provider });
  return vscode.Disposable.from(
    changed,
    cluster.onDidChange(follow),
    view,
    vscode.commands.registerCommand('podLabs.revealInCluster', async (place: ClusterPlace) => {
      const { kind, namespace, name } = place;
      const service = kind === 'Service' ? services?.find(namespace, name) : undefined;
      const row = service
        ? serviceRow(service)
        : rowAt(place, kind === 'Service' ? undefined : pods?.find(namespace, name));
      if (row) await view.reveal(row, { select: true, focus: true, expand: true });
      return row !== undefined;
    }),
    { dispose: close },
    { dispose: refresh.cancel },
  );
}

/** The system's namespaces only clutter the tree while there is no Pod in them. */
function shownNamespaces(namespaces: readonly Namespace[], pods: readonly Pod[], here: string): ClusterRow[] {
  const all = namespaces.map(({ metadata }) => metadata?.name ?? '');
  const names = [...all.filter((name) => name === here), ...all.filter((name) => name !== here)];
  const used = new Set(pods.map(({ metadata }) => metadata?.namespace));
  return names
    .filter((name) => !name.startsWith('kube-') || used.has(name))
    .map((name) => ({ type: 'namespace', name }));
}

function containersOf(pod: Stored<Pod>): ClusterRow[] {
  const rows = (list: ContainerList) =>
    (pod.spec?.[list] ?? []).map(
      (container): ClusterRow => ({ type: 'container', pod, container: container.name, list }),
    );
  return [...rows('initContainers'), ...rows('containers')];
}

function parentOf(row: ClusterRow): ClusterRow | undefined {
  if (row.type === 'namespace') return undefined;
  if (row.type === 'container') return { type: 'pod', pod: row.pod };
  const { metadata } = row.type === 'service' ? row.service : row.pod;
  return { type: 'namespace', name: metadata.namespace ?? '' };
}

function serviceRow(service: Stored<Service>): ClusterRow {
  return { type: 'service', service };
}

/** The row of a container, or of its Pod where there is no such container. */
function rowAt({ container }: ClusterPlace, pod: Stored<Pod> | undefined): ClusterRow | undefined {
  if (!pod) return undefined;
  const own = containersOf(pod).find((row) => row.type === 'container' && row.container === container);
  return own ?? { type: 'pod', pod };
}
