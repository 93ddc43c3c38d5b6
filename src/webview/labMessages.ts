import { type ExplainedChart, fieldOf, isInside, isShortLine, type OutlineEntry } from './messages.ts';

/**
 * What the editor and the lab page say to each other. The lab's Markdown is shown without HTML; what the page sends is
 * untrusted and goes through `isLabPageRequest`.
 */

export type StepKind = 'do' | 'predict' | 'fix' | 'explore';

/** A step as the list at the top shows it. */
interface StepEntry {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'skipped' | 'open';
}

/** How far a check is: `waiting` needs nothing but time. */
export type CheckState = 'passed' | 'waiting' | 'failed';

/** One line of a check's result. */
export interface FindingView {
  readonly state: CheckState;
  readonly title: string;
  readonly text?: string;
  readonly found?: string;
  readonly expected?: string;
  /** What the learner answered. */
  readonly wrote?: string;
  /** Why it matters. */
  readonly why?: string;
}

/** An answer that a *predict* step offers. `reply` and `right` come once the learner has seen what happens. */
interface ChoiceView {
  readonly text: string;
  readonly chosen: boolean;
  readonly right?: boolean;
  readonly reply?: string;
}

/** Words, or a figure whose content comes in a message of its own. */
export type PartView =
  | { readonly type: 'markdown'; readonly text: string }
  | { readonly type: 'figure'; readonly id: string };

/** A file of a solution; `isNew` marks the lines that the step adds or changes. */
export interface SolutionFile {
  readonly path: string;
  readonly lines: readonly { readonly text: string; readonly isNew: boolean }[];
}

/** The step that the page shows. Markdown is the lab's own, without its blocks; the page renders it without HTML. */
export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly kind: StepKind;
  readonly markdown: string;
  readonly passed: boolean;
  /** Whether there is something for the Check button to look at. */
  readonly checkable: boolean;
  /** Of an *explore* step: what is asked, and what was answered last. */
  readonly question?: string;
  readonly typed?: string;
  /** Of a *predict* step, in order. */
  readonly choices: readonly ChoiceView[];
  /** After the choice: what to look at. */
  readonly observe?: readonly PartView[];
  /** Whether the learner is asked to say that they have seen it. */
  readonly awaitsLook: boolean;
  /** The hints that were opened, as Markdown. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  /** Whether a hint is offered without being asked for. */
  readonly hintOffered: boolean;
  /** The last check's findings; `at` counts checks, so that the same result twice is announced twice. */
  readonly result?: {
    readonly at: number;
    readonly state: CheckState;
    readonly findings: readonly FindingView[];
    /** What a recognised mistake is about, as Markdown. */
    readonly misconception?: string;
  };
  /** One way to do it, once asked for. */
  readonly solution?: {
    readonly files: readonly SolutionFile[];
    readonly commands: readonly string[];
    /** What to choose, or to type. */
    readonly answer?: string;
  };
  /** Once the step has passed: what just happened. */
  readonly explain?: readonly PartView[];
}

/** A figure between the words of a step. */
export type FigureView =
  | {
      readonly type: 'diagram';
      readonly title: string;
      readonly mermaid: string;
      readonly outline: readonly OutlineEntry[];
    }
  | {
      readonly type: 'trace';
      readonly title: string;
      readonly rows: readonly {
        readonly after: string;
        readonly container: string;
        readonly what: string;
        readonly message: string;
        readonly times: number;
      }[];
    }
  | ({ readonly type: 'chart' } & ExplainedChart)
  /** There is nothing to show; the text says why. */
  | { readonly type: 'none'; readonly text: string };

/** The virtual clock; `text` is ready to be read: `2 min 10 s`. */
export interface ClockView {
  readonly text: string;
  readonly paused: boolean;
  /** Cluster seconds in a second. */
  readonly speed: number;
}

/** Something that keeps the lab from going on, and the way out of it. */
export interface NoticeView {
  readonly text: string;
  readonly action: 'setUp' | 'restoreFiles' | 'restart';
  readonly label: string;
}

/** How a finished lab went. */
interface SummaryView {
  readonly stepsPassed: number;
  readonly stepsSkipped: number;
  readonly predictionsRight: number;
  readonly predictions: number;
  readonly hintsUsed: number;
  readonly solutionsShown: number;
}

/** All that the lab page shows. */
export interface LabView {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: string;
  readonly objectives: readonly string[];
  /** Files of the lab that the learner works on, relative to the lab's folder. */
  readonly files: readonly string[];
  readonly steps: readonly StepEntry[];
  readonly step: StepView;
  readonly finished: boolean;
  readonly result?: SummaryView;
  /** The lab to go on with. */
  readonly nextLab?: { readonly id: string; readonly title: string; readonly minutes: number };
  readonly notice?: NoticeView;
}

/** To the lab page. `clock` comes often and changes nothing else; `busy` says that a check is running. */
export type LabPageMessage =
  | { readonly type: 'lab'; readonly lab: LabView }
  | { readonly type: 'clock'; readonly clock: ClockView | undefined }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'figure'; readonly id: string; readonly figure: FigureView }
  | { readonly type: 'problem'; readonly text: string };

/** What time can run to, as the page names it. */
export const clockGoals = ['change', 'tenSeconds', 'minute', 'ready', 'stepStart'] as const;
export type ClockGoalName = (typeof clockGoals)[number];

const plainRequests = [
  'ready',
  'check',
  'hint',
  'showMe',
  /** Writes the shown solution's files and runs its commands. */
  'useSolution',
  /** The learner has seen what a *predict* step shows. */
  'observed',
  'next',
  'skip',
  'resetStep',
  'setUp',
  'restoreFiles',
  'restart',
  'tidyUp',
  'pause',
  'resume',
  'showDiagram',
] as const;

/** From the lab page. */
export type LabPageRequest =
  | { readonly type: (typeof plainRequests)[number] }
  | { readonly type: 'goTo'; readonly step: string }
  | { readonly type: 'answer'; readonly choice: number }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'openFile'; readonly path: string }
  | { readonly type: 'openLab'; readonly id: string }
  | { readonly type: 'setSpeed'; readonly speed: number }
  | { readonly type: 'runTime'; readonly goal: ClockGoalName }
  /** `command` is one line that starts with `kubectl`; the editor types it into its own terminal. */
  | { readonly type: 'runCommand'; readonly command: string };

/** The speeds that the page and the editor's menu offer. */
export const clockSpeeds: readonly number[] = [1, 2, 5, 10, 60, 600];

/** Whether a message from the lab page is one that it may send. */
export function isLabPageRequest(value: unknown): value is LabPageRequest {
  const type = fieldOf(value, 'type');
  if (typeof type !== 'string') return false;
  if ((plainRequests as readonly string[]).includes(type)) return true;
  switch (type) {
    case 'goTo':
      return isShortLine(fieldOf(value, 'step'));
    case 'answer': {
      const choice = fieldOf(value, 'choice');
      return Number.isInteger(choice) && (choice as number) >= 0 && (choice as number) < 100;
    }
    case 'say':
      return isShortLine(fieldOf(value, 'text'));
    case 'openLab':
      return isShortLine(fieldOf(value, 'id')) && /^[\w-]+\/[\w-]+$/.test(fieldOf(value, 'id') as string);
    case 'openFile':
      return isShortLine(fieldOf(value, 'path')) && isInside(fieldOf(value, 'path') as string);
    case 'runCommand':
      return isShortLine(fieldOf(value, 'command')) && /^kubectl(\s|$)/.test(fieldOf(value, 'command') as string);
    case 'setSpeed':
      return isSpeed(fieldOf(value, 'speed'));
    case 'runTime':
      return (clockGoals as readonly unknown[]).includes(fieldOf(value, 'goal'));
    default:
      return false;
  }
}

/** Within the bounds of the setting, which may be another one than those that the page offers. */
function isSpeed(value: unknown): boolean {
  return typeof value === 'number' && value >= 0.1 && value <= 600;
}

/** Whether a message to the lab page is one that it understands. */
export function isLabPageMessage(value: unknown): value is LabPageMessage {
  const type = fieldOf(value, 'type');
  if (type === 'lab') return isLabView(fieldOf(value, 'lab'));
  if (type === 'problem') return typeof fieldOf(value, 'text') === 'string';
  if (type === 'figure')
    return typeof fieldOf(value, 'id') === 'string' && typeof fieldOf(fieldOf(value, 'figure'), 'type') === 'string';
  return type === 'clock' || type === 'busy';
}

/** Looks as far as the page does: a view that an older version remembered may have another shape. */
function isLabView(value: unknown): boolean {
  const step = fieldOf(value, 'step');
  const result = fieldOf(step, 'result');
  const texts = [fieldOf(value, 'title'), ...['id', 'title', 'markdown'].map((name) => fieldOf(step, name))];
  const lists = [
    ...['objectives', 'files', 'steps'].map((name) => fieldOf(value, name)),
    ...['choices', 'hints'].map((name) => fieldOf(step, name)),
    ...(result === undefined ? [] : [fieldOf(result, 'findings')]),
    ...['observe', 'explain'].map((name) => fieldOf(step, name) ?? []),
  ];
  return texts.every((text) => typeof text === 'string') && lists.every(Array.isArray);
}
