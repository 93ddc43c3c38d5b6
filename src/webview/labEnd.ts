import { element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import { commandNode } from './markdown.ts';
import type { LabPageRequest, LabView } from './messages.ts';

/** What stands at the end of a lab that is done. */
export function endNodes(lab: LabView, send: (request: LabPageRequest) => void): Node[] {
  const { finished, objectives, cleanup = [], steps, step } = lab;
  if (!finished || steps.at(-1)?.id !== step.id) return [];
  return [
    element(
      'section',
      { class: 'end', 'aria-label': 'The lab is done' },
      element('h3', {}, 'The lab is done. Well done!'),
      ...(objectives.length > 0
        ? [
            element('p', {}, 'You can now:'),
            element('ul', {}, ...objectives.map((objective) => element('li', {}, objective))),
          ]
        : []),
      ...(cleanup.length > 0
        ? [
            element('p', {}, 'Leave the cluster tidy:'),
            element('div', { class: 'commands' }, ...cleanup.map((line) => commandNode(line, actionsOf(send)))),
          ]
        : []),
      element('p', { class: 'quiet' }, 'More labs are coming. You find them all in the Pod Labs view at the side.'),
    ),
  ];
}
