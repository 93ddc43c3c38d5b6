import type * as vscode from 'vscode';
import type { StepBefore } from '../labs/stepBefore.ts';

/** How things stood when a learner came to a step. */
export interface StepStart {
  /** Which cluster it was: when its time began, in virtual milliseconds since 1970. */
  readonly clusterStartMs: number;
  /** Virtual milliseconds since then. */
  readonly elapsedMs: number;
  /** How many inputs it had had by then: the clock may stand still while a learner works. */
  readonly inputs: number;
  /** What stood where the step's checks look, for those that want it changed. */
  readonly before: StepBefore;
  /** The learner's files, by path. */
  readonly files: Readonly<Record<string, string>>;
}

const keyPrefix = 'podLabs.stepStarts/';
/** More text than this is not kept. */
const textLimit = 300_000;

/** The beginnings of a lab's steps in this window, kept over a reload. */
export class StepStarts {
  readonly #memento: vscode.Memento;
  readonly #key: string;

  constructor(memento: vscode.Memento, labId: string) {
    this.#memento = memento;
    this.#key = keyPrefix + labId;
  }

  find(step: string): StepStart | undefined {
    const all = this.#read();
    return Object.hasOwn(all, step) ? all[step] : undefined;
  }

  async remember(step: string, start: StepStart): Promise<void> {
    const length = Object.values(start.files).reduce((sum, text) => sum + text.length, 0);
    const kept = length > textLimit ? { ...start, files: {} } : start;
    await this.#memento.update(this.#key, { ...this.#read(), [step]: kept });
  }

  /** A cluster was taken back to a moment: what began later has not begun. */
  async forgetAfter(clusterStartMs: number, elapsedMs: number): Promise<void> {
    const isLater = (start: StepStart) =>
      Math.abs(start.clusterStartMs - clusterStartMs) < 1 && start.elapsedMs > elapsedMs;
    const all = Object.entries(this.#read());
    const kept = all.filter(([, start]) => !isLater(start));
    if (kept.length < all.length) await this.#memento.update(this.#key, Object.fromEntries(kept));
  }

  async forgetAll(): Promise<void> {
    await this.#memento.update(this.#key, undefined);
  }

  #read(): Readonly<Record<string, StepStart>> {
    const kept = this.#memento.get<unknown>(this.#key);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, StepStart>) : {};
  }
}
