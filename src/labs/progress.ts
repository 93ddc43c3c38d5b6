import type { Lab } from './lab.ts';
import { type LabSession, type StepState, startLab } from './labSession.ts';

/** What is kept of one step. */
interface SavedStep {
  readonly passed?: true;
  readonly skipped?: true;
  readonly hintsOpened?: number;
  readonly solutionShown?: true;
  readonly answer?: number;
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
    const { answer } = state;
    steps.set(step.id, {
      passed: state.passed === true,
      skipped: state.skipped === true,
      hintsOpened: Math.min(state.hintsOpened ?? 0, step.hints.length),
      solutionShown: state.solutionShown === true && step.solution !== undefined,
      failures: 0,
      ...(answer !== undefined && answer < step.choices.length && { answer }),
    });
  }
  const current = lab.steps.some(({ id }) => id === saved.current) ? saved.current : fresh.current;
  return { ...fresh, current, steps };
}

/** How many of a lab's steps are behind the learner, for a list of labs. */
export function stepsDone(lab: Lab, progress: Progress): number {
  const { steps } = resumeLab(lab, progress);
  return [...steps.values()].filter((state) => state.passed || state.skipped).length;
}

function saveStep(state: StepState): SavedStep {
  return {
    ...(state.passed && { passed: true }),
    ...(state.skipped && { skipped: true }),
    ...(state.hintsOpened > 0 && { hintsOpened: state.hintsOpened }),
    ...(state.solutionShown && { solutionShown: true }),
    ...(state.answer !== undefined && { answer: state.answer }),
  };
}

function readStep(value: unknown): SavedStep {
  if (!isRecord(value)) return {};
  const { hintsOpened, answer } = value;
  return {
    ...(value.passed === true && { passed: true }),
    ...(value.skipped === true && { skipped: true }),
    ...(isCount(hintsOpened) && { hintsOpened }),
    ...(value.solutionShown === true && { solutionShown: true }),
    ...(isCount(answer) && { answer }),
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
