import type { ChartRole } from './messages.ts';

/** How a line is drawn: colours are never all that tells two apart. */
export interface LineLook {
  /** A word for a colour in `media/tokens.css`. */
  readonly colour: string;
  readonly widthPx: number;
  readonly dash: readonly number[];
  /** Whether a value holds until the next one, or is one of several measurements. */
  readonly shape: 'steps' | 'points';
}

const looks: Readonly<Record<ChartRole, LineLook>> = {
  offered: { colour: '--quiet', widthPx: 1.5, dash: [5, 4], shape: 'steps' },
  load: { colour: '--running', widthPx: 2, dash: [], shape: 'steps' },
  seen: { colour: '--running', widthPx: 2, dash: [], shape: 'points' },
  target: { colour: '--ready', widthPx: 1.5, dash: [8, 4], shape: 'steps' },
  request: { colour: '--quiet', widthPx: 1.5, dash: [2, 4], shape: 'steps' },
  // The three often lie on one another: a broad one, a narrower one, and a broken one on top.
  current: { colour: '--running', widthPx: 6, dash: [], shape: 'steps' },
  ready: { colour: '--ready', widthPx: 2.5, dash: [], shape: 'steps' },
  desired: { colour: '--text', widthPx: 1.5, dash: [5, 4], shape: 'steps' },
  bound: { colour: '--quiet', widthPx: 1, dash: [2, 4], shape: 'steps' },
};

export function lookOf(role: ChartRole): LineLook {
  return looks[role];
}

/** What is drawn first lies below. */
export const drawingOrder: readonly ChartRole[] = [
  'bound',
  'request',
  'target',
  'offered',
  'load',
  'current',
  'ready',
  'desired',
  'seen',
];
