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
  return element('li', {}, ...lineNodes(text, state), children.length > 0 ? outlineList(children) : undefined);
}

/** The state as a badge; where the line says it already, that part of the line is the badge. */
function lineNodes(text: string, state: PartState | undefined): (Node | string)[] {
  const word = state && stateWords[state];
  if (!word) return [element('span', {}, text)];
  const badge = (said: string): Node => element('span', { class: `badge ${state}` }, said);
  const colon = text.indexOf(': ');
  const said = colon === -1 ? '' : text.slice(colon + 2);
  if (!said.toLowerCase().split(/\W+/).includes(word)) return [element('span', {}, text), ' ', badge(word)];
  return [element('span', {}, text.slice(0, colon + 2)), badge(said)];
}
