/** A chart of several panels above one another that share their time. */
export interface AutoscalerChart {
  /** Whether times are seconds since the cluster's start, or since 1970. */
  readonly clock: 'elapsed' | 'utc';
  /** Where the seconds begin, in milliseconds since 1970. */
  readonly originMs: number;
  /** What the panels show, in seconds. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** The moment that is explained, where one is. */
  readonly chosenSeconds?: number;
  readonly panels: readonly ChartPanel[];
}

/** One set of axes. */
export interface ChartPanel {
  readonly title: string;
  readonly unit: ChartUnit;
  /** Rising, in seconds. */
  readonly times: readonly number[];
  readonly lines: readonly ChartLine[];
}

/** What the numbers of a panel are; cores and bytes are whole ones. */
export type ChartUnit = 'replicas' | 'percent' | 'cores' | 'bytes' | 'perSecond' | 'number';

/** One line: a value, or none, for each time of its panel. */
export interface ChartLine {
  readonly name: string;
  readonly role: ChartRole;
  readonly values: readonly (number | null)[];
}

/** What a line stands for; a page gives each a colour and a way to be drawn. */
export type ChartRole = 'offered' | 'load' | 'seen' | 'target' | 'request' | 'desired' | 'current' | 'ready' | 'bound';

/** The chart as a table, the newest first. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly ChartRow[];
  /** How many older ones there are that are not told. */
  readonly left: number;
}

/** One look, or several in a row at which nothing changed. */
export interface ChartRow {
  /** The look that can be explained, the last of several; missing where there is no record of one. */
  readonly timeMs?: number;
  readonly cells: readonly string[];
}
