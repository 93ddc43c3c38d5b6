import * as vscode from 'vscode';
import type { Container, ContainerStatus, Namespace, Pod } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import type { Stored } from '../api/objects.ts';
import { podStatusText, readyText, restartCount } from '../api/podStatus.ts';
import type { ClusterHost } from './clusterHost.ts';
import { LiveObjects } from './liveObjects.ts';
import { throttle } from './throttle.ts';

/** A row of the tree. */
export type ClusterRow =
  | { readonly type: 'namespace'; readonly name: string }
  | { readonly type: 'pod'; readonly pod: Stored<Pod> }
  | { readonly type: 'container'; readonly pod: Stored<Pod>; readonly container: string; readonly list: ContainerList };

/** A Pod, or one of its containers, in the tree. */
export interface ClusterPlace {
  readonly namespace: string;
  readonly name: string;
  readonly container?: string;
}

type ContainerList = 'initContainers' | 'containers';

/** How often the tree is drawn anew at most. */
const refreshMs = 150;

/**
 * Namespaces, their Pods, and the Pods' containers, each with its state, as the cluster changes. The Namespace where kubectl is
 * (`here`) comes first and open; the others are there for those who look for them.
 */
export function registerClusterTree(cluster: ClusterHost, here: () => string): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const refresh = throttle(refreshMs, () => changed.fire(undefined));
  let namespaces: LiveObjects<Stored<Namespace>> | undefined;
  let pods: LiveObjects<Stored<Pod>> | undefined;

  const close = () => {
    namespaces?.close();
    pods?.close();
    namespaces = pods = undefined;
  };
  const follow = () => {
    void vscode.commands.executeCommand('setContext', 'podLabs.clusterState', cluster.state);
    close();
    const client = cluster.running?.client;
    if (client) {
      namespaces = new LiveObjects(client, servedKind('namespaces'), refresh.request);
      pods = new LiveObjects(client, servedKind('pods'), refresh.request);
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
        const inside = (pods?.all() ?? []).filter(({ metadata }) => metadata.namespace === row.name);
        return inside.map((pod) => ({ type: 'pod', pod }));
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
      const row = rowAt(place, pods?.find(place.namespace, place.name));
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
  return { type: 'namespace', name: row.pod.metadata.namespace ?? '' };
}

/** The row of a container, or of its Pod where there is no such container. */
function rowAt({ container }: ClusterPlace, pod: Stored<Pod> | undefined): ClusterRow | undefined {
  if (!pod) return undefined;
  const own = containersOf(pod).find((row) => row.type === 'container' && row.container === container);
  return own ?? { type: 'pod', pod };
}

function itemOf(row: ClusterRow, here: string): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (row.type === 'namespace') {
    const item = new vscode.TreeItem(row.name, row.name === here ? Expanded : Collapsed);
    // The editor remembers by id what was open: where kubectl is, is another matter than where it is not.
    item.id = `namespace/${row.name}${row.name === here ? '/here' : ''}`;
    item.iconPath = new vscode.ThemeIcon('symbol-namespace');
    item.contextValue = 'namespace';
    return item;
  }
  const { metadata } = row.pod;
  if (row.type === 'pod') {
    const status = podStatusText(row.pod);
    const restarts = restartCount(row.pod);
    const item = new vscode.TreeItem(metadata.name, Expanded);
    item.id = `pod/${metadata.uid}`;
    item.description = `${readyText(row.pod)} ${status}${restarts > 0 ? ` · ${restarts} restart${restarts > 1 ? 's' : ''}` : ''}`;
    item.tooltip = `Pod ${metadata.namespace}/${metadata.name}: ${item.description}${row.pod.spec?.nodeName ? `, on ${row.pod.spec.nodeName}` : ''}`;
    item.iconPath = podIcon(row.pod, status);
    item.contextValue = 'pod';
    return item;
  }
  const status = statusOf(row.pod, row.list, row.container);
  const spec = row.pod.spec?.[row.list]?.find(({ name }) => name === row.container);
  const state = containerState(status);
  const item = new vscode.TreeItem(row.container, None);
  item.id = `container/${metadata.uid}/${row.list}/${row.container}`;
  item.description = [roleOf(row.list, spec), state.text].filter(Boolean).join(' · ');
  item.tooltip = `${spec?.image ?? ''}: ${item.description}`;
  item.iconPath = new vscode.ThemeIcon(state.icon, new vscode.ThemeColor(state.color));
  item.contextValue = 'container';
  return item;
}

function roleOf(list: ContainerList, spec: Container | undefined): string {
  if (list === 'containers') return '';
  return spec?.restartPolicy === 'Always' ? 'sidecar' : 'init';
}

function statusOf(pod: Pod, list: ContainerList, name: string): ContainerStatus | undefined {
  const statuses = list === 'containers' ? pod.status?.containerStatuses : pod.status?.initContainerStatuses;
  return statuses?.find((status) => status.name === name);
}

interface Look {
  readonly text: string;
  readonly icon: string;
  readonly color: string;
}

function containerState(status: ContainerStatus | undefined): Look {
  const { running, terminated, waiting } = status?.state ?? {};
  if (running && status?.ready) return { text: 'running, ready', icon: 'pass-filled', color: 'testing.iconPassed' };
  if (running) return { text: 'running, not ready', icon: 'play-circle', color: 'charts.blue' };
  if (terminated) {
    const text = `${terminated.reason ?? 'ended'}, exit code ${terminated.exitCode}`;
    return terminated.exitCode === 0
      ? { text, icon: 'check', color: 'disabledForeground' }
      : { text, icon: 'error', color: 'testing.iconFailed' };
  }
  const reason = waiting?.reason ?? 'waiting';
  const failed = /BackOff|Err|Error|Invalid/.test(reason);
  return {
    text: reason,
    icon: failed ? 'error' : 'loading~spin',
    color: failed ? 'testing.iconFailed' : 'charts.yellow',
  };
}

function podIcon(pod: Pod, status: string): vscode.ThemeIcon {
  const icon = (name: string, color: string) => new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
  const [ready, all] = readyText(pod).split('/');
  if (status === 'Running' && ready === all) return icon('package', 'testing.iconPassed');
  if (status === 'Completed') return icon('package', 'disabledForeground');
  if (/BackOff|Err|Error|Failed|OOM|Evicted|Unknown/.test(status)) return icon('package', 'testing.iconFailed');
  return icon('package', 'charts.yellow');
}
