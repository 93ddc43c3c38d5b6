import type { Lab, Step, StepKind } from './lab.ts';
import { currentStep, isFinished, type LabSession, type StepState, stateOf } from './labSession.ts';

/** A session as a page shows it: plain data, and nothing that the learner has not yet opened. */
export interface SessionView
  extends Pick<Lab, 'title' | 'summary' | 'minutes' | 'level' | 'objectives' | 'files' | 'cleanup'> {
  readonly steps: readonly { id: string; title: string; status: 'passed' | 'skipped' | 'open' }[];
  readonly step: ShownStep;
  readonly finished: boolean;
}

interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly kind: StepKind;
  readonly markdown: string;
  readonly passed: boolean;
  readonly checkable: boolean;
  readonly choices: readonly { text: string; chosen: boolean; right?: boolean; reply?: string }[];
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  readonly result?: {
    readonly at: number;
    readonly passed: boolean;
    readonly findings: readonly { passed: boolean; text: string; why?: string }[];
    readonly misconception?: string;
  };
  readonly solvable: boolean;
  readonly solution?: {
    readonly files: readonly { path: string; text: string }[];
    readonly commands: readonly string[];
  };
  readonly explain?: string;
}

/** Shows a session. `readLabFile` gives the text of a file in the lab's folder, for solutions that were asked for. */
export function viewOf(session: LabSession, readLabFile: (path: string) => string | undefined): SessionView {
  const { title, summary, minutes, level, objectives, files, cleanup } = session.lab;
  return {
    title,
    summary,
    minutes,
    level,
    objectives,
    files,
    cleanup,
    steps: session.lab.steps.map((step) => {
      const { passed, skipped } = stateOf(session, step.id);
      return { id: step.id, title: step.title, status: passed ? 'passed' : skipped ? 'skipped' : 'open' };
    }),
    step: viewOfStep(session, readLabFile),
    finished: isFinished(session),
  };
}

function viewOfStep(session: LabSession, readLabFile: (path: string) => string | undefined): ShownStep {
  const step = currentStep(session);
  const state = stateOf(session, step.id);
  const isFirst = session.lab.steps[0] === step;
  return {
    id: step.id,
    title: step.title,
    kind: step.kind,
    markdown: isFirst ? `${session.lab.introduction}\n\n${step.markdown}`.trim() : step.markdown,
    passed: state.passed,
    checkable: step.checks.length > 0,
    choices: choicesOf(step, state),
    hints: step.hints.slice(0, state.hintsOpened),
    hintsLeft: Math.max(0, step.hints.length - state.hintsOpened),
    ...(state.result && { result: { at: session.checksRun, ...state.result } }),
    solvable: step.solution !== undefined,
    ...(step.solution &&
      state.solutionShown && {
        solution: {
          files: step.solution.files.map(({ path, from }) => ({ path, text: readLabFile(from) ?? '' })),
          commands: step.solution.commands,
        },
      }),
    ...(state.passed && step.explain !== undefined && { explain: step.explain }),
  };
}

function choicesOf(step: Step, state: StepState): ShownStep['choices'] {
  return step.choices.map(({ text, right, reply }, index) => {
    if (state.answer === undefined) return { text, chosen: false };
    return index === state.answer ? { text, chosen: true, right, reply } : { text, chosen: false, right };
  });
}
