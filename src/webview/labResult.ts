import { button, element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import type { CheckState, FindingView, LabPageRequest, StepView } from './labMessages.ts';
import { plainText, renderMarkdown } from './markdown.ts';

const titles: Readonly<Record<CheckState, string>> = {
  passed: 'All checks passed',
  waiting: 'Not yet: it needs time',
  failed: 'Not there yet',
};
const marks: Readonly<Record<CheckState, string>> = { passed: '✓', waiting: '…', failed: '✗' };
const words: Readonly<Record<CheckState, string>> = { passed: 'Done: ', waiting: 'Not yet: ', failed: 'Still open: ' };

/** What the last check found, and the answer to a recognised mistake first. */
export function resultNodes(step: StepView, send: (request: LabPageRequest) => void): Node[] {
  const { result, hintOffered, hintsLeft } = step;
  if (!result) return [];
  const { state, findings, misconception } = result;
  const answer =
    misconception !== undefined && state !== 'passed'
      ? element('div', { class: 'misconception' }, renderMarkdown(misconception, actionsOf(send)))
      : undefined;
  const offer =
    hintOffered && hintsLeft > 0
      ? element(
          'p',
          { class: 'offer' },
          'Stuck? There is a hint for this. ',
          button('Show the hint', 'offeredHint', () => send({ type: 'hint' })),
        )
      : undefined;
  return [
    element('h3', {}, titles[state]),
    ...(answer ? [answer] : []),
    element('ul', { class: 'findings' }, ...findings.map(findingItem)),
    ...(offer ? [offer] : []),
  ];
}

/** The result as it is read out. */
export function sayResult({ state, findings, misconception }: NonNullable<StepView['result']>): string {
  if (state === 'passed') return 'Check passed.';
  const open = findings.filter((finding) => finding.state !== 'passed');
  const answer = misconception === undefined ? '' : plainText(misconception);
  return [`${titles[state]}.`, answer, ...open.map(({ title, text }) => text ?? title)]
    .filter((text) => text !== '')
    .join(' ');
}

function findingItem({ state, title, text, found, expected, wrote, why }: FindingView): Node {
  const seen = [
    wrote && `You wrote: ${wrote}`,
    found && `Found: ${found.replace(/\.$/, '')}`,
    expected && `expected: ${expected}`,
  ]
    .filter(Boolean)
    .join('; ');
  return element(
    'li',
    { class: state },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, marks[state]),
    element(
      'div',
      {},
      element('span', { class: state === 'passed' ? 'unseen' : 'quiet' }, words[state]),
      element('span', { class: 'title' }, title),
      text === undefined ? undefined : element('p', {}, text),
      seen === '' ? undefined : element('p', { class: 'quiet' }, `${seen}.`),
      why === undefined ? undefined : element('p', { class: 'quiet' }, why),
    ),
  );
}
