import { invariant } from '../invariant.ts';
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
  /** How often the learner asked for its checks in a row in vain. */
  readonly failures: number;
  readonly result?: CheckResult;
}

/** Where a learner is in a lab. Immutable: each action makes a new one. */
export interface LabSession {
  readonly lab: Lab;
  /** The id of the step that is shown. */
  readonly current: string;
  readonly steps: ReadonlyMap<string, StepState>;
  /** How many results were taken, so that a page can tell two like results apart. */
  readonly checksRun: number;
}

/** What a learner, or the checks, can do to a session. All but `checked` and `goTo` mean the shown step. */
export type LabAction =
  /** `asked` says who wanted the checks: checks that ran by themselves only ever bring good news, or renew old. */
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
  const [first] = lab.steps;
  invariant(first, 'a lab has at least one step');
  return { lab, current: first.id, steps: new Map(), checksRun: 0 };
}

/** The step that is shown. */
export function currentStep(session: LabSession): Step {
  const step = session.lab.steps.find(({ id }) => id === session.current);
  invariant(step, 'the current step is one of the lab');
  return step;
}

/** What was done in a step so far. */
export function stateOf(session: LabSession, step: string): StepState {
  return session.steps.get(step) ?? untouched;
}

/** Whether every step was passed or skipped. */
export function isFinished(session: LabSession): boolean {
  return session.lab.steps.every(({ id }) => isBehind(stateOf(session, id)));
}

/** Whether the step of a step's state needs nothing more. */
function isBehind(state: StepState): boolean {
  return state.passed || state.skipped;
}

/** The session after an action; the same one when the action changes nothing. */
export function act(session: LabSession, action: LabAction): LabSession {
  const step = currentStep(session);
  const state = stateOf(session, step.id);
  switch (action.type) {
    case 'checked':
      return takeResult(session, action);
    case 'answer':
      if (state.answer !== undefined || !step.choices[action.choice]) return session;
      return withState(session, step, { ...state, answer: action.choice });
    case 'hint':
      if (state.hintsOpened >= step.hints.length) return session;
      return withState(session, step, { ...state, hintsOpened: state.hintsOpened + 1 });
    case 'showMe':
      if (!step.solution || state.solutionShown) return session;
      return withState(session, step, { ...state, solutionShown: true });
    case 'skip':
      return moveOn(isBehind(state) ? session : withState(session, step, { ...state, skipped: true }));
    case 'next': {
      const read = step.checks.length === 0 && step.choices.length === 0;
      if (!read && !isBehind(state)) return session;
      return moveOn(state.passed || !read ? session : withState(session, step, { ...state, passed: true }));
    }
    case 'resetStep':
      return withState(session, step, untouched);
    case 'goTo':
      if (action.step === session.current || !session.lab.steps.some(({ id }) => id === action.step)) return session;
      return { ...session, current: action.step };
  }
}

function takeResult(session: LabSession, { step: id, result, asked }: LabAction & { type: 'checked' }): LabSession {
  const step = session.lab.steps.find((candidate) => candidate.id === id);
  if (!step) return session;
  const state = stateOf(session, id);
  if (asked === 'change') {
    if (state.passed || (!result.passed && !state.result)) return session;
    if (state.result && sameResult(state.result, result)) return session;
  }
  const failures = result.passed ? 0 : state.failures + (asked === 'learner' ? 1 : 0);
  return { ...withState(session, step, { ...state, result, failures }), checksRun: session.checksRun + 1 };
}

/** Puts a step's state in place and notices that the step has passed with it. Passed stays passed. */
function withState(session: LabSession, step: Step, state: StepState): LabSession {
  const answered = step.choices.length === 0 || state.answer !== undefined;
  const checked = step.checks.length === 0 || state.result?.passed === true;
  const something = step.choices.length > 0 || step.checks.length > 0;
  const passed = state.passed || (something && answered && checked);
  return { ...session, steps: new Map(session.steps).set(step.id, { ...state, passed }) };
}

function moveOn(session: LabSession): LabSession {
  const { steps } = session.lab;
  const next = steps[steps.findIndex(({ id }) => id === session.current) + 1];
  return next ? { ...session, current: next.id } : session;
}

function sameResult(one: CheckResult, other: CheckResult): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
