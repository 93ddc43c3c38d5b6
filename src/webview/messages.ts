/**
 * What the editor and the diagram page say to each other. The editor builds messages from untrusted objects and the pages
 * show them as text; what a page sends is untrusted in turn and goes through `isDiagramRequest`.
 */

/** How far a part of a Pod is; pages colour it and always say it in words as well. */
export type PartState = 'pending' | 'running' | 'ready' | 'failed' | 'completed';

/** One line of a diagram's text outline, with the lines below it. */
export interface OutlineEntry {
  readonly text: string;
  readonly state?: PartState;
  /** The words for the state. */
  readonly said?: string;
  /** The id of the thing that the line is about, as the picture has it; missing for a remark. */
  readonly part?: string;
  readonly children: readonly OutlineEntry[];
}

/** Something to draw. */
export interface ShowDiagram {
  readonly type: 'show';
  readonly title: string;
  readonly mermaid: string;
  readonly outline: readonly OutlineEntry[];
  /** Why the picture is out of date, where it is. */
  readonly note?: string;
  /** Which of the two is shown, where there is something both in the cluster and in a manifest. */
  readonly view?: DiagramView;
  /** Where a chosen thing is shown. */
  readonly target: DiagramView;
}

/** Where a thing is looked at: as it runs, or as it is written. */
export type DiagramView = 'cluster' | 'manifest';

/** What changes over time, as panels above one another that share their time. */
export interface ChartView {
  /** Whether times are seconds since the cluster's start, or since 1970. */
  readonly clock: 'elapsed' | 'utc';
  /** Where the seconds begin, in milliseconds since 1970. */
  readonly originMs: number;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** The moment that is explained, where one is. */
  readonly chosenSeconds?: number;
  readonly panels: readonly ChartPanelView[];
}

/** One set of axes; each line has a value, or none, for each time. */
export interface ChartPanelView {
  readonly title: string;
  readonly unit: ChartUnit;
  readonly times: readonly number[];
  readonly lines: readonly {
    readonly name: string;
    readonly role: ChartRole;
    readonly values: readonly (number | null)[];
  }[];
}

/** What the numbers of a panel are; cores and bytes are whole ones. */
export type ChartUnit = 'replicas' | 'percent' | 'cores' | 'bytes' | 'perSecond' | 'number';

/** What a line stands for: how it is drawn. */
export type ChartRole = 'offered' | 'load' | 'seen' | 'target' | 'request' | 'desired' | 'current' | 'ready' | 'bound';

/** A chart, the same as a table, and what happened at one of its moments as a calculation. */
export interface ExplainedChart {
  readonly title: string;
  readonly chart: ChartView;
  readonly table: {
    readonly columns: readonly string[];
    /** The newest first; those with a time can be explained. Milliseconds since 1970. */
    readonly rows: readonly { readonly timeMs?: number; readonly cells: readonly string[] }[];
    /** How many older ones are not told. */
    readonly left: number;
  };
  readonly calculation: {
    readonly title: string;
    readonly outline: readonly OutlineEntry[];
    /** The moments before and after that can be explained, where there are some. */
    readonly earlierMs?: number;
    readonly laterMs?: number;
  };
}

/** A chart to show. */
export interface ShowChart extends ExplainedChart {
  readonly type: 'chart';
  /** Whether the newest is explained, whatever comes. */
  readonly followsNewest: boolean;
}

/** To the diagram page. */
export type DiagramMessage =
  | ShowDiagram
  | ShowChart
  /** There is nothing to draw; the text says why, and what to do about it. */
  | { readonly type: 'empty'; readonly text: string };

/**
 * From the diagram page. `copy` asks for the shown mermaid text, or a chart's as plain text, in the clipboard: the editor
 * knows it, as it knows which things the text has. `explain` asks for a moment of a chart, or to follow the newest.
 */
export type DiagramRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'copy' }
  | { readonly type: 'look'; readonly at: DiagramView }
  | { readonly type: 'reveal'; readonly part: string }
  | { readonly type: 'explain'; readonly timeMs?: number };

/** The longest text that a page may send. */
const textLimit = 2000;

/** Whether a message from the diagram page is one that it may send. */
export function isDiagramRequest(value: unknown): value is DiagramRequest {
  const type = fieldOf(value, 'type');
  if (type === 'look') return isDiagramView(fieldOf(value, 'at'));
  if (type === 'reveal') return isPartId(fieldOf(value, 'part'));
  if (type === 'explain') return ['undefined', 'number'].includes(typeof fieldOf(value, 'timeMs'));
  return type === 'ready' || type === 'copy';
}

/** Whether a message to the diagram page is one that it understands. */
export function isDiagramMessage(value: unknown): value is DiagramMessage {
  const type = fieldOf(value, 'type');
  if (type === 'empty') return typeof fieldOf(value, 'text') === 'string';
  if (type === 'chart') return isExplainedChart(value);
  const isText = typeof fieldOf(value, 'mermaid') === 'string' && typeof fieldOf(value, 'title') === 'string';
  return (
    type === 'show' && isText && Array.isArray(fieldOf(value, 'outline')) && isDiagramView(fieldOf(value, 'target'))
  );
}

/** Whether a value has the shape of a chart with its table and its calculation. */
export function isExplainedChart(value: unknown): boolean {
  const [chart, table, calculation] = ['chart', 'table', 'calculation'].map((name) => fieldOf(value, name));
  return (
    typeof fieldOf(value, 'title') === 'string' &&
    Array.isArray(fieldOf(chart, 'panels')) &&
    Array.isArray(fieldOf(table, 'columns')) &&
    Array.isArray(fieldOf(table, 'rows')) &&
    Array.isArray(fieldOf(calculation, 'outline'))
  );
}

function isDiagramView(value: unknown): value is DiagramView {
  return value === 'cluster' || value === 'manifest';
}

/** `volume2`, `app1.readiness`. */
function isPartId(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]{1,12}\d{0,4}(\.[a-z]{1,12}\d{0,4})?$/i.test(value);
}

/** A field of a value that may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Whether a value is one line of text, neither empty nor long. */
export function isShortLine(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= textLimit &&
    !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value)
  );
}

/** A relative path with forward slashes that stays in its folder. */
export function isInside(path: string): boolean {
  return !/^[/\\]|[\\:]/.test(path) && !path.split('/').some((part) => part === '..' || part === '');
}
