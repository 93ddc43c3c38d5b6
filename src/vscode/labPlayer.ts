import * as vscode from 'vscode';
import { act, currentStep, type LabAction, type LabSession, startLab, stateOf } from '../labs/labSession.ts';
import { viewOf } from '../labs/labView.ts';
import { resumeLab } from '../labs/progress.ts';
import type { LabPageRequest } from '../webview/messages.ts';
import { spokenTime } from './clockText.ts';
import type { ClusterHost } from './clusterHost.ts';
import type { Edge } from './edge.ts';
import { checkStep } from './labChecks.ts';
import { changedFiles, copyStarterFiles, labFolderOf, replaceText } from './labFolder.ts';
import type { LabLibrary, ShippedLab } from './labLibrary.ts';
import { LabPage } from './labPage.ts';
import type { LabProgress } from './labProgress.ts';
import type { PodLabsTerminals } from './terminal.ts';
import { throttle } from './throttle.ts';
import { saveFilesIn } from './unsavedFiles.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** How often checks run by themselves, and the shown clock moves, at most. */
const checkPeriodMs = 1000;
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

/** One open lab: its page, its files, and checks that run by themselves while the learner works. */
export class LabPlayer implements vscode.Disposable {
  readonly #options: LabPlayerOptions;
  readonly #entry: ShippedLab;
  readonly #folder: vscode.Uri;
  #page: LabPage | undefined;
  readonly #solutions = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #checkSoon = throttle(checkPeriodMs, () => void this.#checkByItself());
  readonly #showClock = throttle(clockPeriodMs, () => this.#postClock());
  #session: LabSession;
  #checking = false;
  #closed = false;

  constructor(entry: ShippedLab, options: LabPlayerOptions, kept?: vscode.WebviewPanel) {
    const { context, cluster, progress, files } = options;
    this.#options = options;
    this.#entry = entry;
    this.#folder = labFolderOf(entry, context);
    this.#session = resumeLab(entry.lab, progress.read());
    files.labFolder = this.#folder;
    if (kept) this.#page = this.#createPage(kept);
    this.#subscriptions.push(
      cluster.onDidChangeTime(() => {
        this.#showClock.request();
        this.#checkSoon.request();
      }),
      cluster.onDidChange(() => this.#showClock.request()),
      vscode.workspace.onDidSaveTextDocument(() => this.#checkSoon.request()),
    );
  }

  get id(): string {
    return this.#entry.lab.id;
  }

  /** Copies the files, opens the first one and the page beside it, and starts the cluster. */
  async begin(): Promise<void> {
    const { library, cluster, progress } = this.#options;
    cluster.bringBack();
    await copyStarterFiles(this.#entry, library, this.#folder);
    for (const step of this.#entry.lab.steps) {
      for (const { from } of step.solution?.files ?? []) {
        this.#solutions.set(from, await library.readFile(this.#entry, from));
      }
    }
    const [first] = this.#entry.lab.files;
    if (first && !this.#page) await this.#openFile(first);
    if (this.#closed) return;
    this.#page ??= this.#createPage();
    this.#post();
    await progress.save(this.#session);
    await cluster.start();
    this.#checkSoon.request();
  }

  /** Where the learner is. */
  get session(): LabSession {
    return this.#session;
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
    this.#checkSoon.cancel();
    this.#showClock.cancel();
    for (const subscription of this.#subscriptions.splice(0)) subscription.dispose();
    if (this.#options.files.labFolder === this.#folder) this.#options.files.labFolder = undefined;
    this.#options.onClose();
  }

  /** Begins the lab again, from the first step and with the starter files. */
  async restart(): Promise<void> {
    const { library, progress } = this.#options;
    await this.#offerStarterFiles(await changedFiles(this.#entry, library, this.#folder));
    this.#session = startLab(this.#entry.lab);
    await progress.save(this.#session);
    this.#post();
  }

  #createPage(kept?: vscode.WebviewPanel): LabPage {
    const { context, edge } = this.#options;
    const page = new LabPage({
      extension: context.extensionUri,
      edge,
      ...(kept && { kept }),
      onRequest: (request) => this.#answer(request),
      onClose: () => this.dispose(),
    });
    page.title = this.#entry.lab.title;
    return page;
  }

  async #answer(request: LabPageRequest): Promise<void> {
    const { cluster, terminals } = this.#options;
    switch (request.type) {
      case 'ready':
        this.#post();
        this.#postClock();
        return;
      case 'check':
        return this.#checkForLearner();
      case 'openFile':
        return this.#openFile(request.path);
      case 'runCommand':
        await saveFilesIn(this.#folder);
        return terminals.enter(request.command);
      case 'pause':
        return cluster.running?.control.pause();
      case 'resume':
        return cluster.running?.control.resume();
      case 'showDiagram':
        return this.#showDiagram();
      case 'useSolution':
        return this.#useSolution();
      case 'resetStep':
        await this.#act({ type: 'resetStep' });
        return this.#offerStarterFiles(await changedFiles(this.#entry, this.#options.library, this.#folder));
      case 'hint':
      case 'showMe':
      case 'next':
      case 'skip':
        return this.#actAndCheck({ type: request.type });
      case 'goTo':
      case 'answer':
        return this.#actAndCheck(request);
    }
  }

  async #actAndCheck(action: LabAction): Promise<void> {
    await this.#act(action);
    this.#checkSoon.request();
  }

  async #act(action: LabAction): Promise<void> {
    const next = act(this.#session, action);
    if (next === this.#session) return;
    this.#session = next;
    this.#post();
    await this.#options.progress.save(next);
  }

  async #checkForLearner(): Promise<void> {
    this.#page?.post({ type: 'busy', busy: true });
    const step = currentStep(this.#session);
    try {
      await saveFilesIn(this.#folder);
      const result = await checkStep(step, { ...this.#options, folder: this.#folder });
      await this.#act({ type: 'checked', step: step.id, result, asked: 'learner' });
    } finally {
      this.#page?.post({ type: 'busy', busy: false });
    }
  }

  async #checkByItself(): Promise<void> {
    const step = currentStep(this.#session);
    const idle = step.checks.length === 0 || stateOf(this.#session, step.id).passed;
    if (this.#checking || idle || !this.#options.cluster.running) return;
    this.#checking = true;
    await this.#options.edge.quietly('check a step', async () => {
      const result = await checkStep(step, { ...this.#options, folder: this.#folder });
      await this.#act({ type: 'checked', step: step.id, result, asked: 'change' });
      if (result.passed) vscode.window.setStatusBarMessage(`$(pass-filled) Step done: ${step.title}`, 6000);
    });
    this.#checking = false;
  }

  async #openFile(path: string): Promise<void> {
    const uri = vscode.Uri.joinPath(this.#folder, path);
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, preview: false });
  }

  async #showDiagram(): Promise<void> {
    const { subjectOf } = await import('./diagramSubject.ts');
    for (const path of this.#entry.lab.files) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(this.#folder, path));
      const subject = subjectOf(document);
      if (!subject) continue;
      await vscode.commands.executeCommand('podLabs.showDiagram', subject);
      return;
    }
    this.#page?.post({ type: 'problem', text: 'There is no Pod in this lab’s files yet.' });
  }

  async #useSolution(): Promise<void> {
    const { solution } = currentStep(this.#session);
    for (const { path, from } of solution?.files ?? []) {
      await replaceText(vscode.Uri.joinPath(this.#folder, path), this.#solutions.get(from) ?? '');
      await this.#openFile(path);
    }
    this.#options.terminals.enter(...(solution?.commands ?? []));
  }

  /** Asks first: what a learner has written goes only with their word. */
  async #offerStarterFiles(changed: readonly string[]): Promise<void> {
    if (changed.length === 0) return;
    const question = `Put ${changed.join(', ')} back to how the lab began? Undo brings your version back.`;
    const answer = await vscode.window.showInformationMessage(question, 'Put Back', 'Keep Mine');
    if (answer !== 'Put Back') return;
    for (const path of changed) {
      const text = await this.#options.library.readFile(this.#entry, path);
      await replaceText(vscode.Uri.joinPath(this.#folder, path), text);
    }
  }

  #post(): void {
    this.#page?.post({ type: 'lab', lab: viewOf(this.#session, (path) => this.#solutions.get(path)) });
  }

  #postClock(): void {
    const time = this.#options.cluster.running?.control.time();
    this.#page?.post({ type: 'clock', clock: time && { text: spokenTime(time.elapsedMs), paused: time.paused } });
  }
}
