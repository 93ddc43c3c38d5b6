import { element } from './dom.ts';
import type { OutlineEntry, PartState } from './messages.ts';

const stateWords: Readonly<Record<PartState, string>> = {
  pending: 'waiting',
  running: 'running',
  ready: 'ready',
  failed: 'in trouble',
  completed: 'completed',
};

/** An outline as nested lists: a screen reader says how deep and how many. */
export function outlineList(entries: readonly OutlineEntry[]): HTMLElement {
  return element('ul', {}, ...entries.map(outlineItem));
}

function outlineItem({ text, state, children }: OutlineEntry): HTMLElement {
  const badge =
    state && stateWords[state] ? element('span', { class: `badge ${state}` }, stateWords[state]) : undefined;
  return element(
    'li',
    {},
    element('span', {}, text),
    badge ? ' ' : undefined,
    badge,
    children.length > 0 ? outlineList(children) : undefined,
  );
}
