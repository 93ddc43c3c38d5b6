import { element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import { plainText, renderMarkdown } from './markdown.ts';
import type { FindingView, LabPageRequest, StepView } from './messages.ts';

/** What the last check found, and the answer to a recognised mistake first. */
export function resultNodes({ result }: StepView, send: (request: LabPageRequest) => void): Node[] {
  if (!result) return [];
  const { passed, findings, misconception } = result;
  const answer =
    misconception !== undefined && !passed
      ? element('div', { class: 'misconception' }, renderMarkdown(misconception, actionsOf(send)))
      : undefined;
  return [
    element('h3', {}, passed ? 'All found as it should be' : 'Not there yet'),
    ...(answer ? [answer] : []),
    element('ul', { class: 'findings' }, ...findings.map(findingItem)),
  ];
}

/** The result as it is read out. */
export function sayResult({ passed, findings, misconception }: NonNullable<StepView['result']>): string {
  if (passed) return 'Check passed.';
  const failed = findings.filter((finding) => !finding.passed);
  const answer = misconception === undefined ? '' : plainText(misconception);
  return ['Not there yet.', answer, ...failed.map(({ text }) => text)].filter((text) => text !== '').join(' ');
}

function findingItem({ passed, text, why }: FindingView): Node {
  return element(
    'li',
    { class: passed ? 'passed' : 'failed' },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, passed ? '✓' : '✗'),
    element(
      'div',
      {},
      element('span', { class: 'unseen' }, passed ? 'Found: ' : 'Missing: '),
      text,
      why === undefined ? undefined : element('p', { class: 'quiet' }, why),
    ),
  );
}
