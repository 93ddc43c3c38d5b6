import type { CheckResult } from './check.ts';
import type { Lab, Step } from './lab.ts';

/** What a learner has done in one step. */
export interface StepState {
  readonly passed: boolean;
  readonly skipped: boolean;
  readonly hintsOpened: number;
  readonly solutionShown: boolean;
  /** The chosen answer of a *predict* step, from 0. */
  readonly answer?: number;
  /** How often its checks were asked for and failed in a row. */
  readonly failures: number;
  readonly result?: CheckResult;
}

/** Where a learner is in a lab. Immutable: each action makes a new one. */
export interface LabSession {
  readonly lab: Lab;
  /** The id of the step that is shown. */
  readonly current: string;
  readonly steps: ReadonlyMap<string, StepState>;
  /** How many checks were run, so that a page can tell two like results apart. */
  readonly checksRun: number;
}

/** What a learner, or the checks, can do to a session. */
export type LabAction =
  | {
      readonly type: 'checked';
      readonly step: string;
      readonly result: CheckResult;
      readonly asked: 'learner' | 'change';
    }
  | { readonly type: 'answer'; readonly choice: number }
  | { readonly type: 'hint' | 'showMe' | 'next' | 'skip' | 'resetStep' }
  | { readonly type: 'goTo'; readonly step: string };

const untouched: StepState = { passed: false, skipped: false, hintsOpened: 0, solutionShown: false, failures: 0 };

/** A lab from its start. */
export function startLab(lab: Lab): LabSession {
  return { lab, current: lab.steps[0]?.id ?? '', steps: new Map(), checksRun: 0 };
}

/** The step that is shown. */
export function currentStep(session: LabSession): Step {
  const { steps } = session.lab;
  const step = steps.find(({ id }) => id === session.current) ?? steps[0];
  if (!step) throw new Error('a lab has at least one step');
  return step;
}

/** What was done in a step so far. */
export function stateOf(session: LabSession, step: string): StepState {
  return session.steps.get(step) ?? untouched;
}

/** The session after an action; the same one when the action changes nothing. */
export function act(session: LabSession, _action: LabAction): LabSession {
  return session;
}
