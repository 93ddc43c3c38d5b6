import * as vscode from 'vscode';
import type { Container, ContainerStatus, Pod, Service } from '../api/generated/objects.ts';
import type { Stored } from '../api/objects.ts';
import { podStatusText, readyText, restartCount } from '../api/podStatus.ts';
import type { ClusterRow, ContainerList } from './clusterTree.ts';

/** How a row looks; `here` is the Namespace where kubectl is. */
export function itemOf(row: ClusterRow, here: string): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (row.type === 'namespace') {
    const item = new vscode.TreeItem(row.name, row.name === here ? Expanded : Collapsed);
    // The editor remembers by id what was open: where kubectl is, is another matter than where it is not.
    item.id = `namespace/${row.name}${row.name === here ? '/here' : ''}`;
    item.iconPath = new vscode.ThemeIcon('symbol-namespace');
    item.contextValue = 'namespace';
    return item;
  }
  if (row.type === 'service') return serviceItem(row.service);
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

function serviceItem({ metadata, spec }: Stored<Service>): vscode.TreeItem {
  const item = new vscode.TreeItem(metadata.name, vscode.TreeItemCollapsibleState.None);
  const ports = (spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`);
  const address =
    spec?.type === 'ExternalName' ? spec.externalName : spec?.clusterIP === 'None' ? 'headless' : spec?.clusterIP;
  item.id = `service/${metadata.uid}`;
  item.description = [`Service ${address ?? ''}`.trim(), ports.slice(0, 3).join(', ')].filter(Boolean).join(' · ');
  item.tooltip = `Service ${metadata.namespace}/${metadata.name}: ${spec?.type ?? 'ClusterIP'} ${address ?? ''}`;
  item.iconPath = new vscode.ThemeIcon('symbol-interface');
  item.contextValue = 'service';
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
