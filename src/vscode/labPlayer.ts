import * as vscode from 'vscode';
import type { Step } from '../labs/lab.ts';
import { act, currentStep, type LabAction, type LabSession, startLab, stateOf } from '../labs/labSession.ts';
import { viewOf } from '../labs/labView.ts';
import { noProgress, resumeLab, withSession } from '../labs/progress.ts';
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
import { enterStep, isNamespaceThere, prepareLabCluster, setUpStep } from './labReset.ts';
import type { LabPlace } from './labStage.ts';
import { StepStarts } from './stepStarts.ts';
import type { PodLabsTerminals } from './terminal.ts';
import { throttle } from './throttle.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

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
  #saved = '';
  #closed = false;

  constructor(entry: ShippedLab, options: LabPlayerOptions, kept?: vscode.WebviewPanel) {
    const { context, cluster, progress, files, library, edge, terminals } = options;
    this.#options = options;
    const own = new WorkspaceFiles();
    const folder = labFolderOf(entry.lab, context);
    own.enterLab({ folder, namespace: entry.lab.namespace });
    this.#place = { entry, library, files: own, folder };
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
      isReady: () => !this.#requests.isAlone && this.#starts.find(this.#session.current) !== undefined,
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
      cluster.onDidChangeTime(() => this.#showClock.request()),
      cluster.onDidChange(() => void edge.run('prepare this step', () => this.#clusterChanged())),
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
    await this.#requests.alone(async () => {
      await prepareLabCluster(running, this.#place, isNew ? 'new' : 'begun');
      await this.#enterStep(running);
    });
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

  /** Begins the lab again, after asking: the first step, the starter files, an empty Namespace. */
  async restart(): Promise<void> {
    const { lab } = this.#session;
    const [first] = lab.steps;
    const question = `Start the lab “${lab.title}” again?`;
    const detail = 'Its progress is forgotten, its files and its Namespace begin anew.';
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Start Again');
    if (!first || answer !== 'Start Again') return;
    await this.#requests.alone(async () => {
      if (!(await setUpStep(first, this.#options.cluster, this.#place, this.#starts))) return;
      await this.#figures.thaw(lab.steps.map(({ id }) => id));
      this.#checker.forget();
      await this.#take(startLab(lab));
      await this.#files.openAbout(first);
    }, 'takesBack');
    this.#lookout.renew();
  }

  /** Takes a new version of the lab, with the learner where they are. */
  async renew(entry: ShippedLab): Promise<void> {
    this.#place.entry = entry;
    await this.#files.load();
    this.#checker.forget();
    await this.#figures.thaw(entry.lab.steps.map(({ id }) => id));
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
    const { progress } = this.#options;
    // Results are not kept: most of what changes is no progress.
    const saved = JSON.stringify(withSession(noProgress, session));
    if (saved !== this.#saved) await progress.save(session);
    this.#saved = saved;
  }

  /** The learner has come to a step. */
  async #beginStep(): Promise<void> {
    await this.#files.openAbout(this.#step);
    const { running } = this.#options.cluster;
    if (running) await this.#options.edge.run('prepare this step', () => this.#enterStep(running));
    this.#lookout.renew();
  }

  /** The first time that a step is shown in this cluster, its set-up runs. A passed one needs none. */
  async #enterStep(running: RunningCluster): Promise<void> {
    if (stateOf(this.#session, this.#step.id).passed) return;
    try {
      await enterStep(this.#step, running, this.#place, this.#starts);
      this.#lookout.problem = undefined;
    } catch (problem) {
      this.#lookout.problem = problem instanceof Error ? problem.message : String(problem);
      throw problem;
    }
    // What was looked at before knew nothing of the step's beginning.
    this.#checker.forget();
  }

  /** The cluster started, stopped, or was taken back: steps that began later have not begun. */
  async #clusterChanged(): Promise<void> {
    this.#showClock.request();
    const { running } = this.#options.cluster;
    if (!running || this.#closed) return;
    const { nowMs, elapsedMs } = running.control.time();
    await this.#starts.forgetAfter(nowMs - elapsedMs, elapsedMs);
    if (this.#page && !this.#requests.isAlone && (await isNamespaceThere(running, this.#place))) {
      await this.#requests.alone(() => this.#enterStep(running));
    }
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
