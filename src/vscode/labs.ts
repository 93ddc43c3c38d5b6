import * as vscode from 'vscode';
import type { ClusterHost } from './clusterHost.ts';
import { type Edge, UserError } from './edge.ts';
import { registerLabAuthoring } from './labAuthoring.ts';
import { LabLibrary, type ShippedLab } from './labLibrary.ts';
import type { LabPlayer } from './labPlayer.ts';
import { LabProgress } from './labProgress.ts';
import { registerLabTree } from './labTree.ts';
import type { PodLabsTerminals } from './terminal.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** The welcome view has no rows: VS Code shows its welcome text instead. */
const emptyTree: vscode.TreeDataProvider<never> = { getTreeItem: (row) => row, getChildren: () => [] };
const openLabKey = 'podLabs.openLab';
const surroundingsKey = 'podLabs.labSurroundings';

/** What labs need of their window. */
export interface LabsOptions {
  readonly context: vscode.ExtensionContext;
  readonly cluster: ClusterHost;
  readonly files: WorkspaceFiles;
  readonly terminals: PodLabsTerminals;
  readonly edge: Edge;
}

/** The labs of a window. */
export interface Labs extends vscode.Disposable {
  readonly progress: LabProgress;
  /** The open lab. */
  readonly player: () => LabPlayer | undefined;
}

/** Closes a lab with its page and the editors of its files; what is not saved stays open. */
async function putAway(player: LabPlayer): Promise<void> {
  const below = `${player.folder.toString()}/`;
  player.close();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(
    ({ input, isDirty }) => !isDirty && input instanceof vscode.TabInputText && input.uri.toString().startsWith(below),
  );
  await vscode.window.tabGroups.close(own, true);
}

/** The labs' views and commands. Labs are read when the view is shown or a lab is opened. */
export function registerLabs(options: LabsOptions): Labs {
  const { context, edge } = options;
  const library = new LabLibrary(context.extensionUri, edge);
  const progress = new LabProgress(context);
  let player: LabPlayer | undefined;
  const setStarted = () => vscode.commands.executeCommand('setContext', 'podLabs.started', true);
  if (progress.begun) void setStarted();
  // After a reload VS Code brings the lab's page back only when it comes in sight; commands need its folder before.
  const kept = context.workspaceState.get<{ folder: string; namespace: string }>(surroundingsKey);
  if (kept) options.files.enterLab({ folder: vscode.Uri.parse(kept.folder), namespace: kept.namespace });

  const open = async (id: string, kept?: vscode.WebviewPanel) => {
    const entry = await library.find(id);
    if (!entry) throw new UserError(`There is no lab ${id}.`);
    await play(entry, kept);
  };
  const play = async (entry: ShippedLab, kept?: vscode.WebviewPanel) => {
    const { LabPlayer: Player } = await import('./labPlayer.ts');
    const { id } = entry.lab;
    if (player?.id === id && !kept) return player.reveal();
    if (player) await putAway(player);
    const onClose = () => {
      if (player !== opened) return;
      player = undefined;
      void context.workspaceState.update(surroundingsKey, undefined);
    };
    const opened = new Player(entry, { ...options, library, progress, onClose }, kept);
    player = opened;
    try {
      await opened.begin();
    } catch (error) {
      // A lab that is half open could never be opened again.
      opened.close();
      throw error;
    }
    // Closed meanwhile, or another lab was opened: then that one's record stands.
    if (player !== opened) return;
    await context.workspaceState.update(openLabKey, id);
    await context.workspaceState.update(surroundingsKey, {
      folder: opened.folder.toString(),
      namespace: entry.lab.namespace,
    });
    await setStarted();
  };
  const choose = async (): Promise<string | undefined> => {
    const labs = await library.all();
    const items = labs.map(({ lab }) => ({
      label: lab.title,
      description: `${lab.minutes} min`,
      detail: lab.summary,
      id: lab.id,
    }));
    return (await vscode.window.showQuickPick(items, { title: 'Open a lab', matchOnDetail: true }))?.id;
  };
  const openFirst = async () => {
    const [first] = await library.all();
    if (!first) throw new UserError('No lab was found. Please install Pod Labs again.');
    await open(first.lab.id);
  };
  const restart = async () => {
    if (!player) throw new UserError('Open a lab first.');
    await player.restart();
  };
  const subscriptions = vscode.Disposable.from(
    { dispose: () => player?.dispose() },
    registerLabAuthoring({
      edge,
      play,
      renew: async (draft) => {
        if (player?.id === draft.lab.id) await player.renew(draft);
      },
    }),
    registerLabTree({ library, progress, cluster: options.cluster, edge }),
    vscode.window.registerTreeDataProvider('podLabs.welcome', emptyTree),
    vscode.commands.registerCommand('podLabs.openLab', (id?: unknown) =>
      edge.run('open the lab', async () => {
        const chosen = typeof id === 'string' ? id : await choose();
        if (chosen) await open(chosen);
      }),
    ),
    vscode.commands.registerCommand('podLabs.openFirstLab', () => edge.run('open the first lab', openFirst)),
    vscode.commands.registerCommand('podLabs.restartLab', () => edge.run('restart the lab', restart)),
    vscode.window.registerWebviewPanelSerializer('podLabs.lab', {
      deserializeWebviewPanel: async (kept) => {
        const id = context.workspaceState.get<string>(openLabKey);
        // A draft is not brought back: its author opens it.
        if (id === undefined || !(await library.find(id))) {
          kept.dispose();
          const surroundings = context.workspaceState.get<{ folder: string }>(surroundingsKey);
          if (surroundings) options.files.leaveLab(vscode.Uri.parse(surroundings.folder));
          await context.workspaceState.update(surroundingsKey, undefined);
        } else await edge.run('bring the lab back', () => open(id, kept));
      },
    }),
  );
  return { progress, player: () => player, dispose: () => subscriptions.dispose() };
}
