import type * as vscode from 'vscode';
import type { Step } from '../labs/lab.ts';
import { act, currentStep, type LabAction, type LabSession, startLab, stateOf } from '../labs/labSession.ts';
import { viewOf } from '../labs/labView.ts';
import { resumeLab } from '../labs/progress.ts';
import type { LabView, NoticeView } from '../webview/labMessages.ts';
import { spokenTime } from './clockText.ts';
import type { ClusterHost, RunningCluster } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { LabChecker } from './labChecker.ts';
import { LabFigureFeed } from './labFigureFeed.ts';
import { LabFiles } from './labFiles.ts';
import { labFolderOf } from './labFolder.ts';
import type { LabLibrary, ShippedLab } from './labLibrary.ts';
import { LabLookout } from './labLookout.ts';
import { LabPage } from './labPage.ts';
import type { LabProgress } from './labProgress.ts';
import { LabRequests } from './labRequests.ts';
import { enterStep, prepareLabCluster, setUpStep } from './labReset.ts';
import type { LabPlace } from './labStage.ts';
import { StepStarts } from './stepStarts.ts';
import type { PodLabsTerminals } from './terminal.ts';
import { throttle } from './throttle.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** How often the shown clock moves at most. */
const clockPeriodMs = 500;

/** What a lab needs of its window. */
export interface LabPlayerOptions {
  readonly context: vscode.ExtensionContext;
  readonly cluster: ClusterHost;
  readonly files: WorkspaceFiles;
  readonly terminals: PodLabsTerminals;
  readonly library: LabLibrary;
  readonly progress: LabProgress;
  readonly edge: Edge;
  /** The lab was closed, by its tab or by us: it takes nothing any more. */
  readonly onClose: () => void;
}

/** One open lab: its page, its files, its Namespace, and checks that run by themselves while the learner works. */
export class LabPlayer implements vscode.Disposable {
  readonly #options: LabPlayerOptions;
  readonly #place: LabPlace;
  readonly #starts: StepStarts;
  readonly #files: LabFiles;
  readonly #checker: LabChecker;
  readonly #figures: LabFigureFeed;
  readonly #lookout: LabLookout;
  readonly #requests: LabRequests;
  readonly #subscriptions: vscode.Disposable[];
  readonly #showClock = throttle(clockPeriodMs, () => this.#postClock());
  #page: LabPage | undefined;
  #session: LabSession;
  #nextLab: LabView['nextLab'];
  #closed = false;

  constructor(entry: ShippedLab, options: LabPlayerOptions, kept?: vscode.WebviewPanel) {
    const { context, cluster, progress, files, library, edge, terminals } = options;
    this.#options = options;
    this.#place = { entry, library, files, folder: labFolderOf(entry.lab, context) };
    this.#starts = new StepStarts(context.workspaceState, entry.lab.id);
    this.#files = new LabFiles(this.#place, this.#starts);
    this.#checker = new LabChecker(cluster, this.#place, this.#starts);
    this.#session = resumeLab(entry.lab, progress.read());
    this.#figures = new LabFigureFeed(cluster, this.#place, context.workspaceState, (id, figure) =>
      this.#page?.post({ type: 'figure', id, figure }),
    );
    this.#lookout = new LabLookout({
      cluster,
      place: this.#place,
      checker: this.#checker,
      figures: this.#figures,
      edge,
      session: () => this.#session,
      act: (action) => this.#act(action),
      onNotice: () => this.#post(),
    });
    this.#requests = new LabRequests({
      place: this.#place,
      starts: this.#starts,
      files: this.#files,
      checker: this.#checker,
      lookout: this.#lookout,
      cluster,
      terminals,
      session: () => this.#session,
      act: (action) => this.#act(action),
      figures: this.#figures,
      restart: () => this.restart(),
      beginStep: () => this.#beginStep(),
      post: (message) => this.#page?.post(message),
      showAll: () => {
        this.#figures.forget();
        this.#post();
        this.#postClock();
        this.#lookout.renew();
      },
    });
    files.enterLab({ folder: this.folder, namespace: entry.lab.namespace });
    if (kept) this.#page = this.#createPage(kept);
    this.#subscriptions = [
      this.#lookout,
      ...[cluster.onDidChangeTime, cluster.onDidChange].map((on) => on(this.#showClock.request)),
    ];
  }

  get id(): string {
    return this.#place.entry.lab.id;
  }

  /** The folder with the learner's files. */
  get folder(): vscode.Uri {
    return this.#place.folder;
  }

  /** Where the learner is. */
  get session(): LabSession {
    return this.#session;
  }

  /** What keeps the lab from going on, where something does. */
  get notice(): NoticeView | undefined {
    return this.#lookout.notice;
  }

  get #step(): Step {
    return currentStep(this.#session);
  }

  /** Copies the files, opens the first one and the page beside it, and makes the lab's part of the cluster. */
  async begin(): Promise<void> {
    const { library, cluster, progress, terminals } = this.#options;
    const { entry } = this.#place;
    cluster.bringBack();
    const isNew = progress.read().labs[entry.lab.id] === undefined;
    await this.#files.begin(isNew ? 'new' : 'begun');
    await this.#files.load();
    this.#nextLab = await library.nextAfter(entry);
    // From the first moment where it will be, so that nothing moves when the first command runs; and after a reload in front of
    // the shell that VS Code opens there, whose kubectl means another cluster.
    terminals.show();
    if (!this.#page) await this.#files.openFor(this.#step);
    if (this.#closed) return;
    this.#page ??= this.#createPage();
    this.#post();
    await progress.save(this.#session);
    const running = await cluster.start();
    if (isNew) await prepareLabCluster(running, this.#place);
    await this.#enterStep(running);
    this.#lookout.renew();
  }

  /** Takes a message of the page, which is untrusted. */
  async receive(message: unknown): Promise<void> {
    await this.#page?.receive(message);
  }

  reveal(): void {
    this.#page?.reveal();
  }

  /** Closes the page too. */
  close(): void {
    const page = this.#page;
    this.dispose();
    page?.close();
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#page = undefined;
    this.#showClock.cancel();
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    this.#options.files.leaveLab(this.folder);
    this.#options.onClose();
  }

  /** Begins the lab again: the first step, the starter files, an empty Namespace. */
  async restart(): Promise<void> {
    const [first] = this.#session.lab.steps;
    if (!first || !(await setUpStep(first, this.#options.cluster, this.#place, this.#starts))) return;
    await this.#starts.forgetAll();
    await this.#figures.thaw(this.#session.lab.steps.map(({ id }) => id));
    await this.#take(startLab(this.#session.lab));
    await this.#beginStep();
  }

  /** Takes a new version of the lab, with the learner where they are. */
  async renew(entry: ShippedLab): Promise<void> {
    this.#place.entry = entry;
    await this.#files.load();
    this.#checker.forget();
    await this.#take(resumeLab(entry.lab, this.#options.progress.read()));
    this.#lookout.renew();
  }

  #createPage(kept?: vscode.WebviewPanel): LabPage {
    const { context, edge } = this.#options;
    const page = new LabPage({
      extension: context.extensionUri,
      edge,
      ...(kept && { kept }),
      onRequest: (request) => this.#requests.answer(request),
      onClose: () => this.dispose(),
    });
    page.title = this.#session.lab.title;
    return page;
  }

  async #act(action: LabAction): Promise<void> {
    const next = act(this.#session, action);
    if (next !== this.#session) await this.#take(next);
    this.#lookout.renew();
  }

  async #take(session: LabSession): Promise<void> {
    this.#session = session;
    this.#post();
    await this.#options.progress.save(session);
  }

  /** The learner has come to a step. */
  async #beginStep(): Promise<void> {
    await this.#files.openAbout(this.#step);
    const { running } = this.#options.cluster;
    if (running) await this.#enterStep(running);
    this.#lookout.renew();
  }

  /** Remembers how things stood when the shown step was first opened, after its set-up has run. */
  async #enterStep(running: RunningCluster): Promise<void> {
    if (stateOf(this.#session, this.#step.id).passed) return;
    await this.#options.edge.run('prepare this step', () => enterStep(this.#step, running, this.#place, this.#starts));
  }

  #post(): void {
    const view = viewOf(this.#session, (path) => this.#files.shipped(path), this.#requests.answerShown);
    const nextLab = this.#nextLab && { nextLab: this.#nextLab };
    const notice = this.notice && { notice: this.notice };
    this.#page?.post({ type: 'lab', lab: { ...view, ...nextLab, ...notice } });
  }

  #postClock(): void {
    const time = this.#options.cluster.running?.control.time();
    const clock = time && { text: spokenTime(time.elapsedMs), paused: time.paused, speed: time.speed };
    this.#page?.post({ type: 'clock', clock });
  }
}
