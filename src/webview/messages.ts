/**
 * What the editor and its pages say to each other. The editor builds messages from untrusted objects and the pages
 * show them as text; what a page sends is untrusted in turn and goes through `isDiagramRequest` or `isLabPageRequest`.
 */

/** How far a part of a Pod is; pages colour it and always say it in words as well. */
export type PartState = 'pending' | 'running' | 'ready' | 'failed' | 'completed';

/** One line of a diagram's text outline, with the lines below it. */
export interface OutlineEntry {
  readonly text: string;
  readonly state?: PartState;
  readonly children: readonly OutlineEntry[];
}

/** To the diagram page. */
export type DiagramMessage =
  | {
      readonly type: 'show';
      readonly title: string;
      readonly mermaid: string;
      readonly outline: readonly OutlineEntry[];
    }
  /** There is nothing to draw; the text says why, and what to do about it. */
  | { readonly type: 'empty'; readonly text: string };

/** From the diagram page. `copy` asks for the shown mermaid text in the clipboard: the editor knows it. */
export type DiagramRequest = { readonly type: 'ready' } | { readonly type: 'copy' };

export type StepKind = 'do' | 'predict' | 'fix' | 'explore';

/** A step as the list at the side shows it. */
interface StepEntry {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'skipped' | 'open';
}

/** One line of a check's result. */
export interface FindingView {
  readonly passed: boolean;
  readonly text: string;
  /** Why it matters. */
  readonly why?: string;
}

/** An answer that a *predict* step offers. `reply` and `right` come with the chosen one, after the choice. */
interface ChoiceView {
  readonly text: string;
  readonly chosen: boolean;
  readonly right?: boolean;
  readonly reply?: string;
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
  /** Of a *predict* step, in order. */
  readonly choices: readonly ChoiceView[];
  /** The hints that were opened, as Markdown. */
  readonly hints: readonly string[];
  readonly hintsLeft: number;
  /** The last check's findings; `at` counts checks, so that the same result twice is announced twice. */
  readonly result?: {
    readonly at: number;
    readonly passed: boolean;
    readonly findings: readonly FindingView[];
    /** What a recognised mistake is about, as Markdown. */
    readonly misconception?: string;
  };
  /** Whether a solution exists, and, once asked for, what it is. */
  readonly solvable: boolean;
  readonly solution?: {
    readonly files: readonly { readonly path: string; readonly text: string }[];
    readonly commands: readonly string[];
  };
  /** Once the step has passed: what just happened, as Markdown. */
  readonly explain?: string;
}

/** The virtual clock; `text` is ready to be read: `2 min 10 s`. */
export interface ClockView {
  readonly text: string;
  readonly paused: boolean;
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
  /** Command lines that take away what the lab made. */
  readonly cleanup?: readonly string[];
  readonly steps: readonly StepEntry[];
  readonly step: StepView;
  readonly finished: boolean;
}

/** To the lab page. `clock` comes often and changes nothing else; `busy` says that a check is running. */
export type LabPageMessage =
  | { readonly type: 'lab'; readonly lab: LabView }
  | { readonly type: 'clock'; readonly clock: ClockView | undefined }
  | { readonly type: 'busy'; readonly busy: boolean }
  | { readonly type: 'problem'; readonly text: string };

/** From the lab page. */
export type LabPageRequest =
  | {
      readonly type:
        | 'ready'
        | 'check'
        | 'hint'
        | 'showMe'
        /** Writes the shown solution's files and runs its commands. */
        | 'useSolution'
        | 'next'
        | 'skip'
        | 'resetStep'
        | 'pause'
        | 'resume'
        | 'showDiagram';
    }
  | { readonly type: 'goTo'; readonly step: string }
  | { readonly type: 'answer'; readonly choice: number }
  | { readonly type: 'openFile'; readonly path: string }
  /** `command` is one line that starts with `kubectl`; the editor types it into its own terminal. */
  | { readonly type: 'runCommand'; readonly command: string };

const plainLabRequests: ReadonlySet<string> = new Set([
  'ready',
  'check',
  'hint',
  'showMe',
  'useSolution',
  'next',
  'skip',
  'resetStep',
  'pause',
  'resume',
  'showDiagram',
]);

/** The longest text that a page may send. */
const textLimit = 2000;

/** Whether a message from the diagram page is one that it may send. */
export function isDiagramRequest(value: unknown): value is DiagramRequest {
  const type = fieldOf(value, 'type');
  return type === 'ready' || type === 'copy';
}

/** Whether a message from the lab page is one that it may send. */
export function isLabPageRequest(value: unknown): value is LabPageRequest {
  const type = fieldOf(value, 'type');
  if (typeof type !== 'string') return false;
  if (plainLabRequests.has(type)) return true;
  switch (type) {
    case 'goTo':
      return isShortLine(fieldOf(value, 'step'));
    case 'answer': {
      const choice = fieldOf(value, 'choice');
      return Number.isInteger(choice) && (choice as number) >= 0 && (choice as number) < 100;
    }
    case 'openFile':
      return isShortLine(fieldOf(value, 'path')) && isInside(fieldOf(value, 'path') as string);
    case 'runCommand':
      return isShortLine(fieldOf(value, 'command')) && /^kubectl(\s|$)/.test(fieldOf(value, 'command') as string);
    default:
      return false;
  }
}

/** Whether a message to the diagram page is one that it understands. */
export function isDiagramMessage(value: unknown): value is DiagramMessage {
  const type = fieldOf(value, 'type');
  if (type === 'empty') return typeof fieldOf(value, 'text') === 'string';
  return type === 'show' && typeof fieldOf(value, 'mermaid') === 'string' && Array.isArray(fieldOf(value, 'outline'));
}

/** Whether a message to the lab page is one that it understands. */
export function isLabPageMessage(value: unknown): value is LabPageMessage {
  const type = fieldOf(value, 'type');
  if (type === 'lab') return isLabView(fieldOf(value, 'lab'));
  if (type === 'problem') return typeof fieldOf(value, 'text') === 'string';
  return type === 'clock' || type === 'busy';
}

/** Looks as far as the page does: a view that an older version remembered may have another shape. */
function isLabView(value: unknown): boolean {
  const step = fieldOf(value, 'step');
  const texts = [fieldOf(value, 'title'), ...['id', 'title', 'markdown'].map((name) => fieldOf(step, name))];
  const lists = [
    ...['objectives', 'files', 'steps'].map((name) => fieldOf(value, name)),
    ...['choices', 'hints'].map((name) => fieldOf(step, name)),
  ];
  return texts.every((text) => typeof text === 'string') && lists.every(Array.isArray);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function isShortLine(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= textLimit &&
    !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value)
  );
}

/** A relative path with forward slashes that stays in its folder. */
function isInside(path: string): boolean {
  return !/^[/\\]|[\\:]/.test(path) && !path.split('/').some((part) => part === '..' || part === '');
}
