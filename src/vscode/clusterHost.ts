import * as vscode from 'vscode';
import type { ApiClient } from '../api/client.ts';
import type { ClusterControl, ClusterTime } from '../api/control.ts';
import type { JournalEntry } from '../simulation/journal.ts';
import { askToBringBack } from './askToBringBack.ts';
import { speedOf } from './clusterSpeed.ts';
import type { Edge } from './edge.ts';
import type { DriveOptions, Replayed, RewindOptions } from './embeddedCluster.ts';
import type { EndableClient } from './endableClient.ts';
import { JournalFile, type KeptSession, type LiveSession, type WriteNow } from './journalFile.ts';
import { newSession } from './newSession.ts';

/** The embedded cluster while it runs. */
export interface RunningCluster extends LiveSession {
  readonly client: ApiClient;
  readonly control: ClusterControl;
  /** The newest inputs of its session, oldest first. */
  newestInputs(count: number): readonly JournalEntry[];
  /** Counts up with each change of any object. */
  revision(): number;
  /** Calls the listener when the cluster goes away. */
  readonly onGone: EndableClient['onEnd'];
  /** Stops the clock and lets everything go; who waits for the cluster is told why, in a sentence. */
  close(why: string): void;
}

export type ClusterState = 'stopped' | 'starting' | 'running';

/** What the host gives to a cluster. */
export interface ClusterHostOptions {
  readonly writeNow?: WriteNow;
  /** Asks whether a session that did not come back last time should be tried once more; undefined is no answer. */
  readonly askToBringBack?: () => Thenable<'bringBack' | 'startAnew' | undefined>;
}

/**
 * Owns the embedded cluster of a window: starts it on first use, keeps its journal, and brings it back from there after a
 * reload. All of the simulation is loaded only then. Start, stop, rewind and reset happen one after the other.
 */
export class ClusterHost implements vscode.Disposable {
  readonly #edge: Edge;
  readonly #journal: JournalFile;
  readonly #memento: vscode.Memento;
  readonly #ask: NonNullable<ClusterHostOptions['askToBringBack']>;
  readonly #changed = new vscode.EventEmitter<ClusterState>();
  readonly #timeChanged = new vscode.EventEmitter<ClusterTime>();
  #running: RunningCluster | undefined;
  #isStarting = false;
  #isDisposed = false;
  #mayComeBack = true;
  #waiting = 0;
  #chain: Promise<unknown> = Promise.resolve();

  /** The cluster started, stopped, or is another one now. */
  readonly onDidChange = this.#changed.event;
  /** Virtual time went on, or its speed changed. */
  readonly onDidChangeTime = this.#timeChanged.event;

  constructor(context: vscode.ExtensionContext, edge: Edge, options: ClusterHostOptions = {}) {
    this.#edge = edge;
    this.#memento = context.workspaceState;
    this.#ask = options.askToBringBack ?? askToBringBack;
    // Windows without a folder would share one journal: theirs stays in memory.
    this.#journal = new JournalFile(context.storageUri, edge, options.writeNow);
  }

  get state(): ClusterState {
    if (this.#running) return 'running';
    return this.#isStarting ? 'starting' : 'stopped';
  }

  /** The cluster, if it runs. */
  get running(): RunningCluster | undefined {
    return this.#running;
  }

  /** Something is in sight that shows the cluster: brings it back, once, if it ran when the window was last closed. */
  bringBack(): void {
    if (!this.#mayComeBack) return;
    this.#mayComeBack = false;
    if (this.#memento.get<boolean>(ranBeforeKey, false)) {
      void this.#edge.run('bring the cluster back', () => this.start());
    }
  }

  /** The running cluster; starts it first if need be. */
  start(): Promise<RunningCluster> {
    if (this.#running && this.#waiting === 0) return Promise.resolve(this.#running);
    return this.#enqueue(() => this.#startNow());
  }

  /** Stops the cluster; the next start brings it back as it was. */
  stop(): Promise<void> {
    return this.#enqueue(async () => {
      this.#letGo('The practice cluster was stopped.');
      await this.#journal.flush();
      await this.#memento.update(ranBeforeKey, false);
      this.#changed.fire(this.state);
    });
  }

  /** Throws the cluster away and starts a new, empty one. */
  reset(): Promise<void> {
    return this.#enqueue(async () => {
      this.#letGo('The practice cluster was reset.');
      await this.#journal.remove();
      await this.#memento.update(replayingKey, false);
      await this.#startNow();
    });
  }

  /**
   * Takes the cluster back to an earlier moment, in virtual milliseconds since its start: its session is played again up to
   * there, with so many `inputs` where those of that very moment are not all meant. False where it was cancelled, or where the
   * session has outgrown its journal.
   */
  rewind(elapsedMs: number, options: RewindOptions = {}): Promise<boolean> {
    return this.#enqueue(async () => {
      const running = this.#running;
      if (!running) return false;
      const { paused, speed } = running.control.time();
      running.control.pause();
      let earlier: RunningCluster | undefined;
      try {
        earlier = await this.#replayUntil(running, elapsedMs, { paused, speed }, options);
      } finally {
        // Where nothing came back, even for a mistake of ours, the cluster goes on as before.
        if (!earlier && !paused) running.control.resume();
      }
      if (!earlier) return false;
      this.#letGo('The practice cluster was taken back to an earlier moment.');
      this.#changed.fire(this.state);
      this.#adopt(earlier);
      this.#changed.fire(this.state);
      return true;
    });
  }

  /** Keeps the session before the window goes. */
  async close(): Promise<void> {
    this.#isDisposed = true;
    this.#letGo('The window was closed.');
    this.#journal.flushNow();
    await this.#journal.flush();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#letGo('The window was closed.');
    this.#changed.dispose();
    this.#timeChanged.dispose();
  }

  #enqueue<T>(action: () => Promise<T>): Promise<T> {
    this.#mayComeBack = false;
    this.#waiting += 1;
    const done = this.#chain.then(action).finally(() => {
      this.#waiting -= 1;
    });
    this.#chain = done.catch(() => undefined);
    return done;
  }

  async #startNow(): Promise<RunningCluster> {
    if (this.#running) return this.#running;
    this.#isStarting = true;
    this.#changed.fire(this.state);
    try {
      return await this.#begin();
    } finally {
      this.#isStarting = false;
      this.#changed.fire(this.state);
    }
  }

  async #begin(): Promise<RunningCluster> {
    const { beginCluster } = await import('./embeddedCluster.ts');
    const driving = this.#driving();
    const running = (await this.#comeBack(driving)) ?? beginCluster(newSession(), driving);
    if (this.#isDisposed) {
      running.close('The window was closed.');
      throw new vscode.CancellationError();
    }
    this.#adopt(running);
    await this.#memento.update(ranBeforeKey, true);
    this.#edge.log.info('the cluster runs');
    return running;
  }

  #driving(): DriveOptions {
    return {
      speed: speedOf(vscode.workspace.getConfiguration('podLabs').get<unknown>('cluster.speed')),
      paused: false,
      onBroken: (error: unknown) => this.#broke(error),
      rewind: (elapsedMs, options) => this.rewind(elapsedMs, options),
    };
  }

  /** From now on this is the window's cluster. */
  #adopt(running: RunningCluster): void {
    let { inputs } = running.moment();
    running.control.onTimeChange((time) => {
      this.#journal.changed(inputs === running.moment().inputs ? 'time' : 'input');
      inputs = running.moment().inputs;
      this.#timeChanged.fire(time);
    });
    this.#journal.follow(running);
    this.#running = running;
  }

  /** The cluster of the last session. What cannot be brought back is put aside, never written over. */
  async #comeBack(driving: DriveOptions): Promise<RunningCluster | undefined> {
    const kept = await this.#load();
    if (!kept) return undefined;
    // The mark is still there: the last replay never came to its end, and the next would not either.
    if (this.#memento.get<boolean>(replayingKey, false)) {
      const answer = await this.#ask();
      if (answer === undefined) throw new vscode.CancellationError();
      if (answer === 'startAnew') {
        await this.#journal.setAside();
        await this.#memento.update(replayingKey, false);
        return undefined;
      }
    }
    await this.#memento.update(replayingKey, true);
    const { running, problem } = await this.#replay(kept, driving);
    if (problem !== undefined) {
      await this.#journal.setAside();
      const outcome = running ? 'The cluster is as it was up to there.' : 'A new cluster starts.';
      void vscode.window.showWarningMessage(`${problem} ${outcome}`);
    }
    await this.#memento.update(replayingKey, false);
    return running;
  }

  /** The running session, played again up to an earlier moment; nothing where it was cancelled or cannot be. */
  async #replayUntil(
    running: RunningCluster,
    elapsedMs: number,
    clock: Pick<DriveOptions, 'paused' | 'speed'>,
    options: RewindOptions,
  ): Promise<RunningCluster | undefined> {
    const { replayCluster } = await import('./embeddedCluster.ts');
    const { running: earlier, problem } = await replayCluster(
      running.journalText(),
      { ...this.#driving(), ...clock },
      { untilMs: elapsedMs, onProgress: (part) => options.onProgress?.(part), ...options },
    );
    if (problem !== undefined) void vscode.window.showWarningMessage(problem);
    if (!this.#isDisposed) return earlier;
    earlier?.close('The window was closed.');
    return undefined;
  }

  async #load(): Promise<KeptSession | undefined> {
    try {
      return await this.#journal.load();
    } catch (error) {
      this.#edge.log.error('could not read the journal', error instanceof Error ? error : String(error));
      void vscode.window.showWarningMessage('The cluster of the last session could not be read. A new one starts.');
      await this.#journal.setAside();
      return undefined;
    }
  }

  async #replay({ text, clock }: KeptSession, driving: DriveOptions): Promise<Replayed> {
    const { replayCluster } = await import('./embeddedCluster.ts');
    const where = { location: vscode.ProgressLocation.Window, title: 'Pod Labs: bringing the cluster back' };
    try {
      return await vscode.window.withProgress(where, (progress) => {
        let told = 0;
        const onProgress = (part: number) => {
          progress.report({ increment: (part - told) * 100, message: `${Math.round(part * 100)} %` });
          told = part;
        };
        return replayCluster(text, { ...driving, ...clock }, { onProgress });
      });
    } catch (error) {
      this.#edge.log.error('could not replay the journal', error instanceof Error ? error : String(error));
      return { problem: 'The cluster of the last session could not be brought back.' };
    }
  }

  #broke(error: unknown): void {
    void this.#edge.run('go on with the cluster; reset it to begin anew', () => {
      throw error;
    });
  }

  #letGo(why: string): void {
    this.#running?.close(why);
    this.#running = undefined;
  }
}

const ranBeforeKey = 'podLabs.clusterRan';
const replayingKey = 'podLabs.replaying';
