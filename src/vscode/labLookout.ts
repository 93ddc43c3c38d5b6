import * as vscode from 'vscode';
import {
  act,
  currentStep,
  isCheckable,
  isFinished,
  type LabAction,
  type LabSession,
  stateOf,
} from '../labs/labSession.ts';
import { figuresOf } from '../labs/labView.ts';
import type { NoticeView } from '../webview/labMessages.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import type { LabChecker } from './labChecker.ts';
import type { LabFigureFeed } from './labFigureFeed.ts';
import { missingFiles } from './labFolder.ts';
import { noticeOf } from './labNotice.ts';
import type { LabPlace } from './labStage.ts';
import { throttle } from './throttle.ts';

/** How often it looks at most. */
const lookPeriodMs = 1000;

/** What the lookout of a lab needs. */
export interface LookoutOptions {
  readonly cluster: ClusterHost;
  readonly place: LabPlace;
  readonly checker: LabChecker;
  readonly figures: LabFigureFeed;
  readonly edge: Edge;
  readonly session: () => LabSession;
  readonly act: (action: LabAction) => Promise<void>;
  /** Whether the shown step has begun, and nothing is being set up: what is seen meanwhile says nothing of the learner. */
  readonly isReady: () => boolean;
  /** Another notice, or none any more. */
  readonly onNotice: () => void;
}

/** What happens by itself while a learner works: checks pass, notices come and go, figures are drawn anew. */
export class LabLookout implements vscode.Disposable {
  readonly #options: LookoutOptions;
  readonly #soon = throttle(lookPeriodMs, () => void this.#look());
  readonly #subscriptions: vscode.Disposable[];
  /** Why the shown step could not be prepared. */
  problem: string | undefined;
  #notice: NoticeView | undefined;
  /** Files of the lab that are gone, as of so many changes. */
  #missing: { readonly paths: readonly string[]; readonly atChange: number } | undefined;
  #changes = 0;
  #looking = false;
  #closed = false;

  constructor(options: LookoutOptions) {
    this.#options = options;
    const { cluster, place } = options;
    const files = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(place.folder, '**'));
    this.#subscriptions = [
      files,
      files.onDidChange(() => this.renew()),
      files.onDidCreate(() => this.renew()),
      files.onDidDelete(() => this.renew()),
      cluster.onDidChangeTime(() => this.#soon.request()),
      cluster.onDidChange(() => this.#soon.request()),
      vscode.workspace.onDidSaveTextDocument(() => this.renew()),
      vscode.workspace.onDidDeleteFiles(() => this.renew()),
    ];
  }

  /** What keeps the lab from going on, where something does. */
  get notice(): NoticeView | undefined {
    return this.#notice;
  }

  /** Something has changed that the cluster does not know of. */
  renew(): void {
    this.#changes += 1;
    this.#options.checker.renew();
    this.#soon.request();
  }

  dispose(): void {
    this.#closed = true;
    this.#soon.cancel();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #look(): Promise<void> {
    const { cluster, edge, place, figures, session, onNotice } = this.#options;
    const { running } = cluster;
    const { isReady } = this.#options;
    if (this.#looking || this.#closed || !running || (!isReady() && this.problem === undefined)) return;
    this.#looking = true;
    await edge.quietly('look after a lab', async () => {
      const notice = await noticeOf(
        running,
        place,
        await this.#missingPaths(),
        isFinished(session()) ? 'finished' : 'begun',
        this.problem,
      );
      const isNew = notice?.text !== this.#notice?.text;
      this.#notice = notice;
      if (isNew) onNotice();
      await this.#check();
      await figures.tell(figuresOf(session()));
    });
    this.#looking = false;
  }

  /** Looks into the folder only where it may have changed: this is asked all the time. */
  async #missingPaths(): Promise<readonly string[]> {
    const atChange = this.#changes;
    if (this.#missing?.atChange !== atChange) {
      this.#missing = { paths: await missingFiles(this.#options.place), atChange };
    }
    return this.#missing.paths;
  }

  async #check(): Promise<void> {
    const { checker, session } = this.#options;
    const step = currentStep(session());
    const { passed } = stateOf(session(), step.id);
    // Who types an answer says when it is finished.
    if (passed || !isCheckable(step, stateOf(session(), step.id)) || step.question !== undefined) return;
    if (!this.#options.isReady() || !checker.couldDiffer(step)) return;
    const result = await checker.run(step, 'change', undefined);
    const action = { type: 'checked', step: step.id, result, reason: 'change' } as const;
    const brings = act(session(), action);
    if (brings === session()) return;
    await this.#options.act(action);
    if (stateOf(brings, step.id).passed) {
      vscode.window.setStatusBarMessage(`$(pass-filled) Step done: ${step.title}`, 6000);
    }
  }
}
