import * as vscode from 'vscode';
import type { ApiClient } from '../api/client.ts';
import type { ClusterControl, ClusterTime } from '../api/control.ts';
import type { Edge } from './edge.ts';
import type { Replayed } from './embeddedCluster.ts';
import { JournalFile } from './journalFile.ts';

/** The embedded cluster while it runs. */
export interface RunningCluster {
  readonly client: ApiClient;
  readonly control: ClusterControl;
  /** Counts up with each change of any object. */
  revision(): number;
  /** How many inputs the journal holds. */
  journalSize(): number;
  /** The journal so far, as text that replays to the same cluster. */
  journalText(): string;
  /** Stops the clock and lets everything go. */
  close(): void;
}

export type ClusterState = 'stopped' | 'starting' | 'running';

/**
 * Owns the embedded cluster of a window: starts it on first use, keeps its journal, and brings it back from there after a
 * reload. All of the simulation is loaded only then.
 */
export class ClusterHost implements vscode.Disposable {
  readonly #edge: Edge;
  readonly #journal: JournalFile;
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<ClusterState>();
  readonly #timeChanged = new vscode.EventEmitter<ClusterTime>();
  #running: RunningCluster | undefined;
  #starting: Promise<RunningCluster> | undefined;

  /** The cluster started, stopped, or is another one now. */
  readonly onDidChange = this.#changed.event;
  /** Virtual time went on, or its speed changed. */
  readonly onDidChangeTime = this.#timeChanged.event;

  constructor(context: vscode.ExtensionContext, edge: Edge) {
    this.#edge = edge;
    this.#memento = context.workspaceState;
    this.#journal = new JournalFile(context.storageUri ?? context.globalStorageUri, edge);
  }

  get state(): ClusterState {
    if (this.#running) return 'running';
    return this.#starting ? 'starting' : 'stopped';
  }

  /** The cluster, if it runs. */
  get running(): RunningCluster | undefined {
    return this.#running;
  }

  /** Whether the cluster ran when the window was last closed. */
  get ranBefore(): boolean {
    return this.#memento.get<boolean>(ranBeforeKey, false);
  }

  /** The running cluster; starts it first if need be. */
  start(): Promise<RunningCluster> {
    if (this.#running) return Promise.resolve(this.#running);
    this.#starting ??= this.#begin().finally(() => {
      this.#starting = undefined;
      this.#changed.fire(this.state);
    });
    this.#changed.fire(this.state);
    return this.#starting;
  }

  /** Stops the cluster; the next start brings it back as it was. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    await this.#journal.flush();
    this.#letGo();
    await this.#memento.update(ranBeforeKey, false);
    this.#changed.fire(this.state);
  }

  /** Throws the cluster away and starts a new, empty one. */
  async reset(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    this.#letGo();
    await this.#journal.remove();
    await this.start();
  }

  /** Keeps the journal before the window goes. */
  async close(): Promise<void> {
    await this.#journal.flush();
    this.#letGo();
  }

  dispose(): void {
    this.#letGo();
    this.#changed.dispose();
    this.#timeChanged.dispose();
  }

  async #begin(): Promise<RunningCluster> {
    const { beginCluster, replayCluster } = await import('./embeddedCluster.ts');
    const driving = {
      speed: vscode.workspace.getConfiguration('podLabs').get<number>('cluster.speed', 1),
      onBroken: (error: unknown) => this.#broke(error),
    };
    const kept = await this.#journal.load();
    const running =
      (kept !== undefined && (await this.#replay(kept, (text, report) => replayCluster(text, driving, report)))) ||
      beginCluster({ seed: randomSeed(), startTimeMs: Math.floor(Date.now() / 1000) * 1000, nodes: 1 }, driving);
    let size = running.journalSize();
    running.control.onTimeChange((time) => {
      this.#journal.changed(size === running.journalSize() ? 'time' : 'input');
      size = running.journalSize();
      this.#timeChanged.fire(time);
    });
    this.#journal.follow(() => running.journalText());
    this.#running = running;
    await this.#memento.update(ranBeforeKey, true);
    this.#edge.log.info('the cluster runs');
    return running;
  }

  async #replay(
    text: string,
    replay: (text: string, report: (part: number) => void) => Promise<Replayed>,
  ): Promise<RunningCluster | undefined> {
    const where = { location: vscode.ProgressLocation.Window, title: 'Pod Labs: bringing the cluster back' };
    try {
      const { running, problem } = await vscode.window.withProgress(where, (progress) => {
        let told = 0;
        return replay(text, (part) => {
          progress.report({ increment: (part - told) * 100, message: `${Math.round(part * 100)} %` });
          told = part;
        });
      });
      if (problem !== undefined) {
        const outcome = running ? 'The cluster is as it was up to there.' : 'A new cluster starts.';
        void vscode.window.showWarningMessage(`${problem} ${outcome}`);
      }
      return running;
    } catch (error) {
      this.#edge.log.error('could not replay the journal', error instanceof Error ? error : String(error));
      void vscode.window.showWarningMessage(
        'The cluster of the last session could not be brought back. A new one starts.',
      );
      return undefined;
    }
  }

  #broke(error: unknown): void {
    void this.#edge.run('go on with the cluster; reset it to begin anew', () => {
      throw error;
    });
  }

  #letGo(): void {
    this.#running?.close();
    this.#running = undefined;
  }
}

const ranBeforeKey = 'podLabs.clusterRan';

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
