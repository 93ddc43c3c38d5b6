import type { PartState, ShownState } from './containerState.ts';

/** One line of a diagram's text outline, with the lines below it. */
export interface OutlineItem {
  readonly text: string;
  /** How far the thing is: what a page colours, and the words for it. */
  readonly state?: PartState;
  readonly said?: string;
  /** The id of the thing that the line is about, where it stands somewhere. */
  readonly part?: string;
  readonly children: readonly OutlineItem[];
}

/** A line without lines below it. */
export function leaf(text: string, part?: string): OutlineItem {
  return { text, ...(part !== undefined && { part }), children: [] };
}

/** The fields for a state, where there is one. */
export function shown(state: ShownState | undefined): Pick<OutlineItem, 'state' | 'said'> {
  return state ? { state: state.state, said: state.text } : {};
}
