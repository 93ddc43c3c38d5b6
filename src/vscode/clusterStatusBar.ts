import * as vscode from 'vscode';
import { clockText } from './clockText.ts';
import type { ClusterHost } from './clusterHost.ts';

/** The cluster's state and its clock in the status bar; a click opens the clock's menu. Hidden until a cluster is used. */
export function registerClusterStatusBar(cluster: ClusterHost): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('podLabs.cluster', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Pod Labs Cluster';
  item.command = 'podLabs.clock';
  let used = false;

  const show = () => {
    const time = cluster.running?.control.time();
    if (cluster.state === 'starting') {
      item.text = '$(loading~spin) Pod Labs';
      item.tooltip = 'The practice cluster is starting.';
    } else if (time) {
      item.text = `$(${time.paused ? 'debug-pause' : 'package'}) ${clockText(time.elapsedMs)}${time.speed === 1 ? '' : ` ×${time.speed}`}`;
      item.tooltip = `Pod Labs: the practice cluster ${time.paused ? 'is paused' : 'runs'}. Its own time: ${clockText(time.elapsedMs)}, ${time.speed} s per second. Click to pause, step or speed up.`;
    } else {
      item.text = '$(package) stopped';
      item.tooltip = 'Pod Labs: the practice cluster is stopped. Click to start it.';
    }
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    used ||= cluster.state !== 'stopped';
    if (used) item.show();
  };
  show();
  return vscode.Disposable.from(item, cluster.onDidChange(show), cluster.onDidChangeTime(show));
}
