import { button, element } from './dom.ts';
import type { LabPageRequest, LabView } from './labMessages.ts';

/** What the lab is about: open at the first step, folded away later to leave room for the work. */
export function aboutNodes({ summary, minutes, level, objectives, step, steps }: LabView): Node[] {
  const goals = element('ul', {}, ...objectives.map((objective) => element('li', {}, objective)));
  const isFirst = steps[0]?.id === step.id;
  return [
    element(
      'details',
      { class: 'about', open: isFirst ? '' : undefined },
      element('summary', {}, 'About this lab'),
      element('p', {}, `${summary} About ${minutes} minutes, ${level}.`),
      ...(objectives.length > 0 ? [element('p', {}, 'Afterwards you can:'), goals] : []),
    ),
  ];
}

const statusText = { passed: 'done', skipped: 'skipped', open: 'to do' } as const;
const statusMark = { passed: '✓', skipped: '–', open: '' } as const;

/** All steps in one line: numbers, the shown one with its name. */
export function stepList(lab: LabView, send: (request: LabPageRequest) => void): Node {
  const items = lab.steps.map(({ id, title, status }, index) => {
    const isCurrent = id === lab.step.id;
    const link = button('', `step ${id}`, () => send({ type: 'goTo', step: id }), {
      class: `step ${status}`,
      'aria-current': isCurrent ? 'step' : undefined,
      title: `${title} (${statusText[status]})`,
    });
    link.append(
      element('span', {}, String(index + 1)),
      element('span', { class: 'mark', 'aria-hidden': 'true' }, statusMark[status]),
      element('span', { class: isCurrent ? 'name' : 'unseen' }, ` ${title}`),
      element('span', { class: 'unseen' }, ` (${statusText[status]})`),
    );
    return element('li', { class: isCurrent ? 'current' : '' }, link);
  });
  return element('ol', {}, ...items);
}
