import { button, element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import { endNodes } from './labEnd.ts';
import type { LabPageRequest, LabView, SolutionFile, StepKind, StepView } from './labMessages.ts';
import { partNodes } from './labParts.ts';
import { predictionNodes, questionNodes } from './labQuestion.ts';
import { commandNode, renderMarkdown } from './markdown.ts';
import { snippetNode } from './snippet.ts';

type Send = (request: LabPageRequest) => void;

const kindText: Readonly<Record<StepKind, string>> = {
  do: 'Do',
  predict: 'Predict first',
  fix: 'Find and fix',
  explore: 'Find out',
};

/** The text of the step with all that the learner has opened: answers, hints, solution. */
export function stepNodes(lab: LabView, send: Send): Node[] {
  const { step, steps, files } = lab;
  const number = steps.findIndex(({ id }) => id === step.id) + 1;
  return [
    element('p', { class: 'quiet kind' }, `Step ${number} of ${steps.length} · ${kindText[step.kind] ?? step.kind}`),
    element('h2', { id: 'step-title', tabindex: -1 }, step.title),
    renderMarkdown(step.markdown, actionsOf(send)),
    ...fileNodes(
      files.filter((file) => step.markdown.includes(file)),
      send,
    ),
    ...predictionNodes(step, send),
    ...questionNodes(step, send),
    ...step.hints.map((hint, index) =>
      element(
        'aside',
        { class: 'hint', 'aria-label': `Hint ${index + 1}` },
        element('h3', {}, `Hint ${index + 1}`),
        renderMarkdown(hint, actionsOf(send)),
      ),
    ),
    ...solutionNodes(step, send),
  ];
}

/** What comes when the step is done: what just happened, and at the end of the lab how it went. */
export function afterNodes(lab: LabView, send: Send): Node[] {
  const { step } = lab;
  return [
    ...(step.explain === undefined
      ? []
      : [
          element(
            'section',
            { class: 'explain', 'aria-label': 'What just happened' },
            element('h3', {}, 'What just happened'),
            ...partNodes(step.explain, send),
          ),
        ]),
    ...endNodes(lab, send),
  ];
}

/** The buttons that one needs now and then: below the text, where they take no room from it. */
export function stepTools({ step, steps }: LabView, send: Send): Node[] {
  const status = steps.find(({ id }) => id === step.id)?.status;
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === step.id),
  );
  const skip = button('Skip', 'skip', () => send({ type: 'skip' }), { title: 'Go on and leave this step for later.' });
  const setUp = button('Set up this step', 'setUp', () => send({ type: 'setUp' }), {
    title: 'Bring files and cluster to where this step begins, as if all steps before were done.',
  });
  return [
    button('Pod diagram', 'diagram', () => send({ type: 'showDiagram' }), { title: 'Draw the Pod of this lab.' }),
    button('Reset step', 'reset', () => send({ type: 'resetStep' }), {
      title: 'Begin this step again: forget its answers and results, and, if you like, take files and cluster back.',
    }),
    ...(before.some(({ status }) => status !== 'passed') ? [setUp] : []),
    ...(step.passed || status === 'skipped' ? [] : [skip]),
  ];
}

function fileNodes(files: readonly string[], send: Send): Node[] {
  if (files.length === 0) return [];
  const buttons = files.map((path) => button(`Open ${path}`, `open ${path}`, () => send({ type: 'openFile', path })));
  return [element('p', { class: 'files' }, ...buttons)];
}

function solutionNodes({ solution }: StepView, send: Send): Node[] {
  if (!solution) return [];
  return [
    element(
      'section',
      { class: 'solution', 'aria-label': 'One way to do it' },
      element('h3', {}, 'One way to do it'),
      ...(solution.answer === undefined
        ? []
        : [element('p', {}, 'The answer: ', element('strong', {}, solution.answer))]),
      ...solution.files.map(solutionFile),
      element(
        'div',
        { class: 'commands' },
        ...solution.commands.map((command) => commandNode(command, actionsOf(send))),
      ),
      button('Do this for me', 'useSolution', () => send({ type: 'useSolution' })),
    ),
  ];
}

/** The whole file, with what is new in it marked. */
function solutionFile({ path, lines }: SolutionFile): Node {
  const some = lines.some(({ isNew }) => isNew) && lines.some(({ isNew }) => !isNew);
  const caption = some ? `${path} (new lines are marked)` : path;
  const snippet = snippetNode(lines.map(({ text }) => text).join('\n'), path);
  if (some) {
    const marked = lines.map(({ text, isNew }) => element(isNew ? 'mark' : 'span', { class: 'line' }, `${text}\n`));
    snippet.querySelector('code')?.replaceChildren(...marked);
  }
  return element('figure', {}, element('figcaption', {}, caption), snippet);
}
