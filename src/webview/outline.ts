import { element } from './dom.ts';
import type { OutlineEntry, PartState } from './messages.ts';

/** The words for a state that the outline brings none for. */
const stateWords: Readonly<Record<PartState, string>> = {
  pending: 'waiting',
  running: 'running',
  ready: 'ready',
  failed: 'in trouble',
  completed: 'completed',
};

/** What an outline can do besides being read. */
export interface OutlineActions {
  /** A line was chosen that is about a thing with a place. */
  onChoose(part: string): void;
  /** A line about a thing is looked at, or none any more. */
  onLook(part: string | undefined): void;
}

/** An outline as nested lists: a screen reader says how deep and how many. With actions, lines about things are buttons. */
export function outlineList(entries: readonly OutlineEntry[], actions?: OutlineActions): HTMLElement {
  return listOf(entries, actions, '');
}

function listOf(entries: readonly OutlineEntry[], actions: OutlineActions | undefined, above: string): HTMLElement {
  return element('ul', {}, ...entries.map((entry) => itemOf(entry, actions, above)));
}

function itemOf(entry: OutlineEntry, actions: OutlineActions | undefined, above: string): HTMLElement {
  const { part, children } = entry;
  const key = `${above}/${part ?? entry.text}`;
  const words = wordsOf(entry);
  const line = actions && part !== undefined ? lineButton(part, key, words, actions) : element('span', {}, ...words);
  return element('li', {}, line, children.length > 0 ? listOf(children, actions, key) : undefined);
}

/** A thing may have several lines, such as a mount under its container and under its volume: the key tells them apart. */
function lineButton(
  part: string,
  key: string,
  words: readonly (Node | string)[],
  actions: OutlineActions,
): HTMLElement {
  const look = () => actions.onLook(part);
  const away = () => actions.onLook(undefined);
  return element(
    'button',
    {
      type: 'button',
      class: 'line',
      'data-key': key,
      onclick: () => actions.onChoose(part),
      onfocus: look,
      onblur: away,
      onmouseenter: look,
      onmouseleave: away,
    },
    ...words,
  );
}

/** The line's text, and its state as a badge that is read with it. */
function wordsOf({ text, state, said }: OutlineEntry): (Node | string)[] {
  if (!state) return [text];
  return [`${text}: `, element('span', { class: `badge ${state}` }, said ?? stateWords[state])];
}
