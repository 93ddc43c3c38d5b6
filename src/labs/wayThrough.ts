import type { LabText, Step } from './lab.ts';
import { commandsIn } from './prose.ts';

/** What *Show me* shows of a step, and what is done for a learner who wants it: every step has such a way. */
export interface WayThrough {
  readonly files: readonly LabText[];
  /** `kubectl` command lines, in order. */
  readonly commands: readonly string[];
  /** Of a *predict* step: which choice is right, from 0, and its text. */
  readonly choice?: { readonly index: number; readonly text: string };
}

/** The way through a step: its solution; to a prediction without one, the right choice and what its page says to run. */
export function wayThrough({ solution, choices, observe = [] }: Step): WayThrough {
  const words = observe.map((part) => (part.type === 'markdown' ? part.text : '')).join('\n\n');
  const index = choices.findIndex(({ right }) => right);
  const text = choices[index]?.text;
  return {
    files: solution?.files ?? [],
    commands: solution?.commands ?? commandsIn(words).map(({ command }) => command),
    ...(text !== undefined && { choice: { index, text } }),
  };
}
