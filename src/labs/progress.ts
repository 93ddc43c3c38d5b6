import type { Lab } from './lab.ts';
import { type LabSession, type StepState, startLab } from './labSession.ts';

/** What is kept of one step. */
interface SavedStep {
  readonly passed?: true;
  readonly skipped?: true;
  /** The opened hints, by their place in the ladder. */
  readonly hints?: readonly number[];
  readonly solutionShown?: true;
  readonly helped?: true;
  readonly answer?: number;
  readonly observed?: true;
  readonly typed?: string;
}

/** What is kept of one lab: a JSON value. Results are not kept; checks find them again. */
interface SavedLab {
  readonly current: string;
  readonly steps: Readonly<Record<string, SavedStep>>;
}

/** All that is kept of a learner's way: a JSON value. A change of shape is a new version. */
export interface Progress {
  readonly version: 1;
  /** By lab id. */
  readonly labs: Readonly<Record<string, SavedLab>>;
}

/** A learner who has not begun. */
export const noProgress: Progress = { version: 1, labs: {} };

const labLimit = 1000;
const stepLimit = 200;
const typedLimit = 500;

/** Reads what was kept, from JSON text or a value. What cannot be understood is left out, the rest is kept. */
export function readProgress(saved: unknown): Progress {
  const value = typeof saved === 'string' ? parseJson(saved) : saved;
  if (!isRecord(value) || value.version !== 1) return noProgress;
  const labs = entriesOf(value.labs, labLimit).flatMap(([id, lab]) => {
    if (!isRecord(lab)) return [];
    const steps = entriesOf(lab.steps, stepLimit).map(([step, state]) => [step, readStep(state)] as const);
    const current = typeof lab.current === 'string' ? lab.current : '';
    return [[id, { current, steps: Object.fromEntries(steps) }] as const];
  });
  return { version: 1, labs: Object.fromEntries(labs) };
}

/** The progress with a session's state put in. */
export function withSession(progress: Progress, session: LabSession): Progress {
  const steps = [...session.steps].map(([id, state]) => [id, saveStep(state)] as const);
  const saved: SavedLab = { current: session.current, steps: Object.fromEntries(steps) };
  return { ...progress, labs: { ...progress.labs, [session.lab.id]: saved } };
}

/** A lab where the learner left it. Steps that the lab no longer has are forgotten. */
export function resumeLab(lab: Lab, progress: Progress): LabSession {
  const fresh = startLab(lab);
  const saved = Object.hasOwn(progress.labs, lab.id) ? progress.labs[lab.id] : undefined;
  if (!saved) return fresh;
  const steps = new Map<string, StepState>();
  for (const step of lab.steps) {
    const state = Object.hasOwn(saved.steps, step.id) ? saved.steps[step.id] : undefined;
    if (!state) continue;
    const { answer, typed } = state;
    steps.set(step.id, {
      passed: state.passed === true,
      skipped: state.skipped === true,
      hints: (state.hints ?? []).filter((index) => index < step.hints.length),
      solutionShown: state.solutionShown === true,
      helped: state.helped === true,
      observed: state.observed === true,
      failures: {},
      ...(answer !== undefined && answer < step.choices.length && { answer }),
      ...(typed !== undefined && step.question !== undefined && { typed }),
    });
  }
  const current = lab.steps.some(({ id }) => id === saved.current) ? saved.current : fresh.current;
  return { ...fresh, current, steps };
}

/** How many of a lab's steps were passed, and how many left out, for a list of labs. */
export function stepsDone(lab: Lab, progress: Progress): { readonly passed: number; readonly skipped: number } {
  const states = [...resumeLab(lab, progress).steps.values()];
  return {
    passed: states.filter(({ passed }) => passed).length,
    skipped: states.filter(({ passed, skipped }) => skipped && !passed).length,
  };
}

function saveStep(state: StepState): SavedStep {
  return {
    ...(state.passed && { passed: true }),
    ...(state.skipped && { skipped: true }),
    ...(state.hints.length > 0 && { hints: state.hints }),
    ...(state.solutionShown && { solutionShown: true }),
    ...(state.helped && { helped: true }),
    ...(state.answer !== undefined && { answer: state.answer }),
    ...(state.observed && { observed: true }),
    ...(state.typed !== undefined && { typed: state.typed.slice(0, typedLimit) }),
  };
}

function readStep(value: unknown): SavedStep {
  if (!isRecord(value)) return {};
  const { hints, answer, typed } = value;
  return {
    ...(value.passed === true && { passed: true }),
    ...(value.skipped === true && { skipped: true }),
    ...(Array.isArray(hints) && { hints: [...new Set(hints.slice(0, stepLimit).filter(isCount))] }),
    ...(value.solutionShown === true && { solutionShown: true }),
    ...(value.helped === true && { helped: true }),
    ...(isCount(answer) && { answer }),
    ...(value.observed === true && { observed: true }),
    ...(typeof typed === 'string' && { typed: typed.slice(0, typedLimit) }),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name that an object already has for itself would be no entry. */
function entriesOf(value: unknown, limit: number): [string, unknown][] {
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .filter(([name]) => name !== '__proto__')
    .slice(0, limit);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
