import type { CheckState } from './check.ts';
import type { Choice, FigurePart, Lab, ProsePart, Step, StepKind } from './lab.ts';
import {
  currentStep,
  hintsLeft,
  isCheckable,
  isFinished,
  type LabSession,
  offersHint,
  type StepState,
  stateOf,
} from './labSession.ts';
import { type LabSummary, summaryOf } from './labSummary.ts';
import { newLines } from './newLines.ts';
import { wayThrough } from './wayThrough.ts';

/** A session as a page shows it: plain data, and nothing that the learner has not yet opened. */
export interface SessionView extends Pick<Lab, 'title' | 'summary' | 'minutes' | 'level' | 'objectives' | 'files'> {
  readonly steps: readonly { id: string; title: string; status: 'passed' | 'skipped' | 'open' }[];
  readonly step: ShownStep;
  readonly finished: boolean;
  /** How the lab went; once it is finished. */
  readonly result?: LabSummary;
}

interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly kind: StepKind;
  readonly markdown: string;
  readonly passed: boolean;
  readonly checkable: boolean;
  readonly question?: string;
  readonly typed?: string;
  /** `right` and `reply` come once the learner has seen what happens. */
  readonly choices: readonly { text: string; chosen: boolean; right?: boolean; reply?: string }[];
  readonly observe?: readonly ShownPart[];
  /** Whether the learner is asked to say that they have seen it. */
  readonly awaitsLook: boolean;
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  readonly hintOffered: boolean;
  readonly result?: {
    readonly at: number;
    readonly state: CheckState;
    readonly findings: readonly ShownFinding[];
    readonly misconception?: string;
  };
  readonly solution?: {
    readonly files: readonly ShownFile[];
    readonly commands: readonly string[];
    /** What to choose, or to type. */
    readonly answer?: string;
  };
  readonly explain?: readonly ShownPart[];
}

/** A file of a solution; `isNew` marks the lines that the step adds or changes. */
interface ShownFile {
  readonly path: string;
  readonly lines: readonly { readonly text: string; readonly isNew: boolean }[];
}

interface ShownFinding {
  readonly state: CheckState;
  readonly title: string;
  readonly text?: string;
  readonly found?: string;
  readonly expected?: string;
  readonly wrote?: string;
  readonly why?: string;
}

/** Words, or a figure by the name under which its content is told. */
type ShownPart =
  | { readonly type: 'markdown'; readonly text: string }
  | { readonly type: 'figure'; readonly id: string };

/** A figure that a step shows, with the name that its page knows. */
export interface Figure {
  readonly id: string;
  readonly part: FigurePart;
}

/**
 * Shows a session. `readLabFile` gives the text of a file in the lab's folder, for solutions that were asked for; `answer` is
 * what the question of an *explore* step has for an answer, where somebody has looked.
 */
export function viewOf(
  session: LabSession,
  readLabFile: (path: string) => string | undefined,
  answer?: string,
): SessionView {
  const { title, summary, minutes, level, objectives, files } = session.lab;
  const finished = isFinished(session);
  return {
    title,
    summary,
    minutes,
    level,
    objectives,
    files,
    steps: session.lab.steps.map((step) => {
      const { passed, skipped } = stateOf(session, step.id);
      return { id: step.id, title: step.title, status: passed ? 'passed' : skipped ? 'skipped' : 'open' };
    }),
    step: viewOfStep(session, readLabFile, answer),
    finished,
    ...(finished && { result: summaryOf(session) }),
  };
}

/** The figures that the shown step has on its page now. */
export function figuresOf(session: LabSession): Figure[] {
  const step = currentStep(session);
  const state = stateOf(session, step.id);
  return [
    ...(state.answer === undefined ? [] : figuresIn(step.observe, `${step.id}/observe`)),
    ...(state.passed ? figuresIn(step.explain, `${step.id}/explain`) : []),
  ];
}

function viewOfStep(
  session: LabSession,
  readLabFile: (path: string) => string | undefined,
  answer: string | undefined,
): ShownStep {
  const step = currentStep(session);
  const state = stateOf(session, step.id);
  const isFirst = session.lab.steps[0] === step;
  const { question, observe, explain } = step;
  const looking = observe !== undefined && state.answer !== undefined;
  return {
    id: step.id,
    title: step.title,
    kind: step.kind,
    markdown: isFirst ? `${session.lab.introduction}\n\n${step.markdown}`.trim() : step.markdown,
    passed: state.passed,
    checkable: isCheckable(step, state),
    ...(question !== undefined && { question }),
    ...(state.typed !== undefined && { typed: state.typed }),
    choices: choicesOf(step, state),
    ...(looking && { observe: shown(observe, `${step.id}/observe`) }),
    awaitsLook: looking && !state.passed,
    hints: state.hints.flatMap((index) => step.hints[index]?.text ?? []),
    hintsLeft: hintsLeft(step, state).length,
    hintOffered: offersHint(step, state),
    ...resultOf(session, step, state),
    ...(state.solutionShown && { solution: shownWay(session.lab, step, readLabFile, answer) }),
    ...(state.passed && explain && { explain: shown(explain, `${step.id}/explain`) }),
  };
}

/** What the checks of a prediction find would answer it: until the step is done, only what to do is told. */
function resultOf({ checksRun }: LabSession, step: Step, { result, passed }: StepState): Pick<ShownStep, 'result'> {
  if (!result) return {};
  const { state, misconception } = result;
  const isGuess = step.kind === 'predict' && !passed;
  if (isGuess && state === 'passed') return {};
  const findings = result.findings.map(({ check: _place, ...finding }) => finding);
  const open = findings.filter((finding) => finding.state !== 'passed').slice(0, 1);
  const shown = isGuess
    ? open.map((finding) => ({ state: finding.state, title: finding.text ?? notSeenText }))
    : findings;
  return {
    result: { at: checksRun, state, findings: shown, ...(misconception !== undefined && { misconception }) },
  };
}

const notSeenText = 'There is nothing to see yet: run the commands above.';

function shownWay(
  lab: Lab,
  step: Step,
  readLabFile: (path: string) => string | undefined,
  answer: string | undefined,
): NonNullable<ShownStep['solution']> {
  const { files, commands, choice } = wayThrough(step);
  const said = choice?.text ?? answer;
  return {
    files: files.map(({ path, from }) => ({
      path,
      lines: newLines(readLabFile(textBefore(lab, step, path)) ?? '', readLabFile(from) ?? ''),
    })),
    commands,
    ...(said !== undefined && { answer: said }),
  };
}

/** The file of the lab's folder whose text a learner's file has when a step begins. */
function textBefore({ steps }: Lab, step: Step, path: string): string {
  const earlier = steps.slice(0, steps.indexOf(step)).flatMap(({ solution }) => solution?.files ?? []);
  return earlier.findLast((file) => file.path === path)?.from ?? path;
}

/** What is right is told when it was seen: at once where there is nothing to look at. */
function choicesOf(step: Step, state: StepState): ShownStep['choices'] {
  const told = state.answer !== undefined && (step.observe === undefined || state.passed);
  return step.choices.map(({ text, right, reply }: Choice, index) => {
    const chosen = index === state.answer;
    if (!told) return { text, chosen };
    return { text, chosen, right, ...(chosen && { reply }) };
  });
}

function shown(parts: readonly ProsePart[], place: string): ShownPart[] {
  return parts.map((part, index) => (part.type === 'markdown' ? part : { type: 'figure', id: figureId(place, index) }));
}

function figuresIn(parts: readonly ProsePart[] | undefined, place: string): Figure[] {
  return (parts ?? []).flatMap((part, index) =>
    part.type === 'markdown' ? [] : [{ id: figureId(place, index), part }],
  );
}

function figureId(place: string, index: number): string {
  return `${place}/${index}`;
}
