import { invariant } from '../invariant.ts';
import type { CheckReason, CheckResult } from './check.ts';
import type { Lab, Step } from './lab.ts';

/** What a learner has done in one step. */
export interface StepState {
  readonly passed: boolean;
  readonly skipped: boolean;
  /** The opened hints by their place in the ladder, in the order in which they were opened. */
  readonly hints: readonly number[];
  readonly solutionShown: boolean;
  /** The chosen answer of a *predict* step, from 0. */
  readonly answer?: number;
  /** Whether a solution was shown before the step had passed. */
  readonly helped: boolean;
  /** Whether the learner has said that they have seen what a *predict* step shows. */
  readonly observed: boolean;
  /** The typed answer of an *explore* step. */
  readonly typed?: string;
  /** How often each check failed when the learner asked, by its place in the step. */
  readonly failures: Readonly<Record<number, number>>;
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
  /** Checks that ran by themselves only ever bring good news, or renew old. */
  | { readonly type: 'checked'; readonly step: string; readonly result: CheckResult; readonly reason: CheckReason }
  | { readonly type: 'answer'; readonly choice: number }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'hint' | 'showMe' | 'observed' | 'next' | 'skip' }
  /** `onwards`: all steps after it begin again too. */
  | { readonly type: 'resetStep'; readonly reach: 'step' | 'onwards' }
  | { readonly type: 'goTo'; readonly step: string };

const untouched: StepState = {
  passed: false,
  skipped: false,
  hints: [],
  solutionShown: false,
  helped: false,
  observed: false,
  failures: {},
};

/** How often the same check fails before a hint is offered. */
const failuresBeforeHint = 2;

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

/** Whether the step's checks mean anything yet: a prediction comes before what it is about. */
export function isCheckable(step: Step, state: StepState): boolean {
  return step.checks.length > 0 && (step.kind !== 'predict' || state.answer !== undefined);
}

/**
 * The hints that the learner can still open, the next one first: those for the state that was found, then the rungs of the
 * ladder. A hint for another state is none.
 */
export function hintsLeft(step: Step, state: StepState): number[] {
  const unopened = step.hints.map((_hint, index) => index).filter((index) => !state.hints.includes(index));
  const fits = (index: number): boolean => state.result?.hints.includes(index) ?? false;
  const ladder = unopened.filter((index) => step.hints[index]?.when.length === 0);
  return [...unopened.filter(fits), ...ladder];
}

/** Whether a hint should be offered by itself: the same check has failed twice, or one fits what was found. */
export function offersHint(step: Step, state: StepState): boolean {
  const [next] = hintsLeft(step, state);
  if (state.passed || next === undefined) return false;
  const fits = state.result?.hints.includes(next) ?? false;
  return fits || Object.values(state.failures).some((count) => count >= failuresBeforeHint);
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
    case 'observed':
      if (!step.observe || state.answer === undefined || state.observed) return session;
      // There is something to see only when it has happened.
      if (step.checks.length > 0 && state.result?.state !== 'passed') return session;
      return withState(session, step, { ...state, observed: true });
    case 'say':
      if (step.question === undefined || action.text.trim() === '') return session;
      return withState(session, step, { ...state, typed: action.text.trim() });
    case 'hint': {
      const [hint] = hintsLeft(step, state);
      // Who has just read one tries again before the next is offered.
      return hint === undefined
        ? session
        : withState(session, step, { ...state, hints: [...state.hints, hint], failures: {} });
    }
    case 'showMe':
      if (state.solutionShown) return session;
      return withState(session, step, { ...state, solutionShown: true, helped: !state.passed });
    case 'skip':
      return moveOn(isBehind(state) ? session : withState(session, step, { ...state, skipped: true }));
    case 'next':
      return isBehind(state) ? moveOn(session) : session;
    case 'resetStep':
      return resetFrom(session, step, action.reach);
    case 'goTo':
      if (action.step === session.current || !session.lab.steps.some(({ id }) => id === action.step)) return session;
      return { ...session, current: action.step };
  }
}

function takeResult(session: LabSession, { step: id, result, reason }: LabAction & { type: 'checked' }): LabSession {
  const step = session.lab.steps.find((candidate) => candidate.id === id);
  if (!step) return session;
  const state = stateOf(session, id);
  if (!isCheckable(step, state)) return session;
  if (reason === 'change') {
    if (state.passed || (result.state !== 'passed' && !state.result)) return session;
    if (state.result && outlineOf(state.result) === outlineOf(result)) return session;
  }
  const failures = reason === 'learner' ? countFailures(state, result) : state.failures;
  return { ...withState(session, step, { ...state, result, failures }), checksRun: session.checksRun + 1 };
}

/** What of a result is news: a text that only counts on is none. */
function outlineOf({ state, findings, misconception, hints }: CheckResult): string {
  return JSON.stringify([state, findings.map((finding) => [finding.state, finding.title]), misconception, hints]);
}

/** A check that has passed or only needs time begins anew. */
function countFailures({ failures }: StepState, { findings }: CheckResult): Record<number, number> {
  const failed = findings.flatMap(({ state, check }) => (state === 'failed' && check !== undefined ? [check] : []));
  return Object.fromEntries(failed.map((check) => [check, (failures[check] ?? 0) + 1]));
}

/** Puts a step's state in place and notices that the step has passed with it. Passed stays passed. */
function withState(session: LabSession, step: Step, state: StepState): LabSession {
  const predicted = step.choices.length === 0 || state.answer !== undefined;
  const seen = step.observe === undefined || state.observed;
  const checked = step.checks.length === 0 || state.result?.state === 'passed';
  const passed = state.passed || (predicted && seen && checked);
  return { ...session, steps: new Map(session.steps).set(step.id, { ...state, passed }) };
}

function resetFrom(session: LabSession, step: Step, reach: 'step' | 'onwards'): LabSession {
  const { steps } = session.lab;
  const from = steps.indexOf(step);
  const again = reach === 'step' ? [step] : steps.slice(from);
  const left = [...session.steps].filter(([id]) => !again.some((other) => other.id === id));
  return { ...session, steps: new Map(left) };
}

function moveOn(session: LabSession): LabSession {
  const { steps } = session.lab;
  const next = steps[steps.findIndex(({ id }) => id === session.current) + 1];
  return next ? { ...session, current: next.id } : session;
}
