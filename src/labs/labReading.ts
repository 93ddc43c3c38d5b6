import type { TextRange } from './markdownBlocks.ts';

/** Something that is wrong in a lab file; `start` and `end` are offsets into its text (UTF-16). */
export interface LabProblem {
  readonly range: TextRange;
  readonly message: string;
  /** An error keeps the lab from being played; a warning is something that learners will miss. */
  readonly severity: 'error' | 'warning';
}

/** What surrounds a lab file. Where something is not known, nothing is said of what names it. */
export interface LabSurroundings {
  /** The files of the lab's folder and below, with forward slashes. */
  readonly files?: ReadonlySet<string>;
  /** The ids of all labs. */
  readonly labs?: ReadonlySet<string>;
}

/** What the readers of a lab file share: where problems go, and what surrounds it. */
export interface LabReading extends LabSurroundings {
  report(range: TextRange, message: string, severity?: LabProblem['severity']): void;
}
