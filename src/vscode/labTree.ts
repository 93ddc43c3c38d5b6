import * as vscode from 'vscode';
import { stepsDone } from '../labs/progress.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import type { LabLibrary, ShippedLab } from './labLibrary.ts';
import type { LabProgress } from './labProgress.ts';

type LabRow = { readonly track: string } | { readonly entry: ShippedLab };

/** What the list of labs needs of its window. */
export interface LabTreeOptions {
  readonly library: LabLibrary;
  readonly progress: LabProgress;
  readonly cluster: ClusterHost;
  readonly edge: Edge;
}

/** The labs by track, each with how far the learner is. */
export function registerLabTree({ library, progress, cluster, edge }: LabTreeOptions): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<LabRow> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (row) => ('track' in row ? trackItem(row.track) : labItem(row.entry, progress)),
    async getChildren(row) {
      // VS Code asks when the view comes in sight.
      cluster.bringBack();
      const labs = (await edge.quietly('list the labs', () => library.all())) ?? [];
      if (!row) return [...new Set(labs.map(({ lab }) => lab.track))].map((track) => ({ track }));
      return 'track' in row ? labs.filter(({ lab }) => lab.track === row.track).map((entry) => ({ entry })) : [];
    },
  };
  return vscode.Disposable.from(
    changed,
    progress.onDidChange(() => changed.fire(undefined)),
    vscode.window.registerTreeDataProvider('podLabs.labs', provider),
  );
}

/** Tracks whose title is no plain word. */
const trackTitles: Readonly<Record<string, string>> = { dns: 'DNS' };

function trackItem(track: string): vscode.TreeItem {
  const title = trackTitles[track] ?? track.charAt(0).toUpperCase() + track.slice(1).replaceAll('-', ' ');
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `track/${track}`;
  item.iconPath = new vscode.ThemeIcon('mortar-board');
  return item;
}

function labItem({ lab }: ShippedLab, progress: LabProgress): vscode.TreeItem {
  const { passed, skipped } = stepsDone(lab, progress.read());
  const finished = passed === lab.steps.length;
  const item = new vscode.TreeItem(lab.title);
  item.id = `lab/${lab.id}`;
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  const begun = passed + skipped > 0;
  item.description = finished ? 'done' : begun ? `${passed} of ${lab.steps.length} steps${left}` : `${lab.minutes} min`;
  item.tooltip = `${lab.summary}\n\n${lab.level}, about ${lab.minutes} minutes`;
  item.iconPath = finished
    ? new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon(begun ? 'circle-large-filled' : 'circle-large-outline');
  item.command = { command: 'podLabs.openLab', title: 'Open Lab', arguments: [lab.id] };
  item.contextValue = 'lab';
  return item;
}
