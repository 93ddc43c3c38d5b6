import { button, element } from './dom.ts';
import type { LabPageRequest, LabView } from './labMessages.ts';

/** What stands at the end of a lab that is done. */
export function endNodes(lab: LabView, send: (request: LabPageRequest) => void): Node[] {
  const { finished, objectives, steps, step, nextLab } = lab;
  if (!finished || steps.at(-1)?.id !== step.id) return [];
  const next = nextLab && [
    element('p', {}, `To go on: ${nextLab.title}, about ${nextLab.minutes} minutes.`),
    button('Open the next lab', 'nextLab', () => send({ type: 'openLab', id: nextLab.id }), { class: 'primary' }),
  ];
  return [
    element(
      'section',
      { class: 'end', 'aria-label': 'The lab is done' },
      element(
        'h3',
        {},
        steps.every(({ status }) => status === 'passed')
          ? 'The lab is done. Well done!'
          : 'The lab is done, but for what you skipped',
      ),
      ...(objectives.length > 0
        ? [
            element('p', {}, 'You can now:'),
            element('ul', {}, ...objectives.map((objective) => element('li', {}, objective))),
          ]
        : []),
      ...summaryNodes(lab, send),
      ...(next ?? [element('p', { class: 'quiet' }, 'You find all labs in the Pod Labs view at the side.')]),
      element(
        'p',
        {},
        'Or leave the cluster tidy: this deletes the lab’s Namespace, with all that it has made there. Your files stay.',
      ),
      element(
        'p',
        { class: 'files' },
        button('Tidy up', 'tidyUp', () => send({ type: 'tidyUp' })),
        button('Start the lab again', 'restart', () => send({ type: 'restart' })),
      ),
    ),
  ];
}

/** Facts, no marks: what to look at once more. */
function summaryNodes({ result, step, steps }: LabView, send: (request: LabPageRequest) => void): Node[] {
  if (!result) return [];
  const { stepsPassed, predictionsRight, predictions, hintsUsed, solutionsShown } = result;
  const lines = [
    `${stepsPassed} of ${steps.length} steps done`,
    ...(predictions > 0 ? [`${predictionsRight} of ${predictions} predictions right`] : []),
    ...(hintsUsed > 0 ? [counted(hintsUsed, 'hint')] : []),
    ...(solutionsShown > 0 ? [counted(solutionsShown, 'solution')] : []),
  ];
  const skipped = steps.filter(({ id, status }) => status === 'skipped' && id !== step.id);
  return [
    element('p', {}, 'How it went:'),
    element('ul', { class: 'how' }, ...lines.map((line) => element('li', {}, line))),
    ...(skipped.length > 0
      ? [
          element('p', {}, 'You skipped:'),
          element(
            'p',
            { class: 'files' },
            ...skipped.map(({ id, title }) => button(title, `skipped ${id}`, () => send({ type: 'goTo', step: id }))),
          ),
        ]
      : []),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'} opened`;
}
