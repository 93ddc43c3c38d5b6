import * as vscode from 'vscode';
import type { Step } from '../labs/lab.ts';
import { currentStep, type LabAction, type LabSession, stateOf } from '../labs/labSession.ts';
import { wayThrough } from '../labs/wayThrough.ts';
import type { LabPageMessage, LabPageRequest } from '../webview/labMessages.ts';
import type { ClusterHost } from './clusterHost.ts';
import { UserError } from './edge.ts';
import type { LabChecker } from './labChecker.ts';
import { isClockRequest, runLabClock } from './labClock.ts';
import type { LabFigureFeed } from './labFigureFeed.ts';
import type { LabFiles } from './labFiles.ts';
import type { LabLookout } from './labLookout.ts';
import { askAndReset, rewindToStart, setUpStep } from './labReset.ts';
import { type LabPlace, labContext } from './labStage.ts';
import type { StepStarts } from './stepStarts.ts';
import type { PodLabsTerminals } from './terminal.ts';
import { saveFilesIn } from './unsavedFiles.ts';

/** How long a request waits before the learner is told why. */
const patienceMs = 1_500;

/** What the requests of a page work on. */
export interface LabDesk {
  readonly place: LabPlace;
  readonly starts: StepStarts;
  readonly files: LabFiles;
  readonly checker: LabChecker;
  readonly lookout: LabLookout;
  readonly figures: LabFigureFeed;
  readonly cluster: ClusterHost;
  readonly terminals: PodLabsTerminals;
  readonly session: () => LabSession;
  readonly act: (action: LabAction) => Promise<void>;
  /** Begins the whole lab again. */
  readonly restart: () => Promise<void>;
  /** The learner has come to another step. */
  readonly beginStep: () => Promise<void>;
  readonly post: (message: LabPageMessage) => void;
  /** Tells a new page everything. */
  readonly showAll: () => void;
}

/** Does what a learner asks of a lab through its page. */
export class LabRequests {
  readonly #desk: LabDesk;
  #answerShown: string | undefined;
  #underWay = 0;
  #resetting = 0;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(desk: LabDesk) {
    this.#desk = desk;
  }

  /** The answer to the shown step's question, where the learner has asked to be shown. */
  get answerShown(): string | undefined {
    return this.#answerShown;
  }

  /** Whether something is under way that nothing else may come between: a set-up, a reset. */
  get isAlone(): boolean {
    return this.#underWay > 0;
  }

  /**
   * Does something that nothing else may come between, after what is under way already. What a learner asks for meanwhile waits
   * where the step is only being prepared; where it is taken back it is not done, for it was meant for what was there before.
   */
  async alone(action: () => Promise<void>, what: 'prepares' | 'takesBack' = 'prepares'): Promise<void> {
    this.#underWay += 1;
    if (what === 'takesBack') this.#resetting += 1;
    const turn = this.#chain.then(action);
    this.#chain = turn.catch(() => undefined);
    try {
      await turn;
    } finally {
      this.#underWay -= 1;
      if (what === 'takesBack') this.#resetting -= 1;
    }
  }

  async answer(request: LabPageRequest): Promise<void> {
    if (request.type !== 'ready' && !(await this.#hasItsTurn())) return;
    const { place, starts, files, checker, lookout, cluster, terminals, act } = this.#desk;
    if (isClockRequest(request)) return runLabClock(request, cluster, place.entry.lab.namespace, () => this.#rewind());
    switch (request.type) {
      case 'ready':
        return this.#desk.showAll();
      case 'check':
        return this.#check();
      case 'say':
        await act(request);
        return this.#check();
      case 'openFile':
        return files.open(request.path, this.#step);
      case 'openLab':
        await vscode.commands.executeCommand('podLabs.openLab', request.id);
        return;
      case 'runCommand':
        await saveFilesIn(place.folder);
        return terminals.enter(request.command);
      case 'showDiagram':
        if (await files.showDiagram(this.#step)) return;
        return this.#desk.post({ type: 'problem', text: 'There is no Pod in this lab’s files yet.' });
      case 'useSolution':
        return this.#useSolution();
      case 'restoreFiles':
        await files.restore(this.#step);
        return lookout.renew();
      case 'resetStep':
        await this.alone(() => this.#reset(), 'takesBack');
        return lookout.renew();
      case 'restart':
        return this.#desk.restart();
      case 'setUp':
        await this.alone(async () => {
          if (!(await setUpStep(this.#step, cluster, place, starts))) return;
          lookout.problem = undefined;
          checker.forget();
        }, 'takesBack');
        return lookout.renew();
      case 'tidyUp':
        return this.#tidyUp();
      case 'next':
      case 'skip': {
        const { type } = request;
        return this.alone(() => this.#move({ type }));
      }
      case 'goTo':
        return this.alone(() => this.#move(request));
      case 'answer':
        return act(request);
      case 'showMe':
        this.#answerShown = await this.#rightAnswer();
        return act({ type: 'showMe' });
      case 'observed':
        // Where there is something to check, it must have happened before it counts as seen.
        if (this.#step.checks.length > 0) await this.#check();
        return act({ type: 'observed' });
      case 'hint':
        return act({ type: 'hint' });
    }
  }

  async #tidyUp(): Promise<void> {
    const { namespacesOf } = await import('../labs/labCluster.ts');
    const { place, terminals } = this.#desk;
    terminals.enter(`kubectl delete namespace ${namespacesOf(place.entry.lab).join(' ')}`);
  }

  /** Waits until nothing is under way. False: by then the request has lost its meaning. */
  async #hasItsTurn(): Promise<boolean> {
    const { id } = this.#step;
    const tell = (text: string): void => this.#desk.post({ type: 'problem', text });
    const patience = setTimeout(
      () => tell('Something is being prepared. What you asked for comes right after.'),
      patienceMs,
    );
    try {
      while (this.isAlone) {
        if (this.#resetting > 0) {
          tell('Something is being prepared. Please try again in a moment.');
          return false;
        }
        await this.#chain;
      }
    } finally {
      clearTimeout(patience);
    }
    return this.#step.id === id;
  }

  get #step(): Step {
    return currentStep(this.#desk.session());
  }

  /** The learner asks for the checks. */
  async #check(): Promise<void> {
    const { post, place, checker, act, session } = this.#desk;
    post({ type: 'busy', busy: true });
    const step = this.#step;
    try {
      await saveFilesIn(place.folder);
      const result = await checker.run(step, 'learner', stateOf(session(), step.id).typed);
      await act({ type: 'checked', step: step.id, result, reason: 'learner' });
    } finally {
      post({ type: 'busy', busy: false });
    }
  }

  /** Goes to another step. What a passed one has shown stays as it was. */
  async #move(action: LabAction): Promise<void> {
    const { session, figures, act, beginStep } = this.#desk;
    const { id } = this.#step;
    if (stateOf(session(), id).passed) await figures.freeze();
    await act(action);
    if (this.#step.id === id) return;
    this.#answerShown = undefined;
    figures.forget();
    await beginStep();
  }

  async #reset(): Promise<void> {
    const { place, starts, checker, cluster, figures, act } = this.#desk;
    const reach = await askAndReset(this.#step, cluster, place, starts);
    if (reach === undefined) return;
    checker.forget();
    const { steps } = place.entry.lab;
    const again = reach === 'step' ? [this.#step] : steps.slice(steps.indexOf(this.#step));
    await figures.thaw(again.map(({ id }) => id));
    await act({ type: 'resetStep', reach });
  }

  async #useSolution(): Promise<void> {
    const { files, terminals, act } = this.#desk;
    const step = this.#step;
    if (!(await files.useSolution(step))) return;
    const { commands, choice } = wayThrough(step);
    if (choice) await act({ type: 'answer', choice: choice.index });
    terminals.enter(...commands);
    const answer = await this.#rightAnswer();
    if (answer === undefined) return;
    await act({ type: 'say', text: answer });
    await this.#check();
  }

  /** What the question of the shown step has for an answer now. */
  async #rightAnswer(): Promise<string | undefined> {
    const { cluster, place } = this.#desk;
    if (!cluster.running || this.#step.question === undefined) return undefined;
    const { rightAnswer } = await import('../labs/stage.ts');
    return rightAnswer(this.#step, labContext(cluster.running, place));
  }

  async #rewind(): Promise<void> {
    const { cluster, starts, checker } = this.#desk;
    await this.alone(async () => {
      const outcome = await rewindToStart(cluster, starts.find(this.#step.id));
      checker.forget();
      if (outcome !== 'impossible') return;
      throw new UserError('This cluster knows that moment no more. “Reset step” makes the beginning of the step anew.');
    }, 'takesBack');
  }
}
