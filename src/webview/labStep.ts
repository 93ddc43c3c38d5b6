import { button, element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import { commandNode, renderMarkdown } from './markdown.ts';
import type { LabPageRequest, LabView, StepKind, StepView } from './messages.ts';

type Send = (request: LabPageRequest) => void;

const kindText: Readonly<Record<StepKind, string>> = {
  do: 'Do',
  predict: 'Predict first',
  fix: 'Find and fix',
  explore: 'Find out',
};

/** The text of the step with all that the learner has opened: answers, hints, solution, explanation. */
export function stepNodes({ step, steps, files }: LabView, send: Send): Node[] {
  const number = steps.findIndex(({ id }) => id === step.id) + 1;
  return [
    element('p', { class: 'quiet kind' }, `Step ${number} of ${steps.length} · ${kindText[step.kind] ?? step.kind}`),
    element('h2', { id: 'step-title', tabindex: -1 }, step.title),
    renderMarkdown(step.markdown, actionsOf(send)),
    ...choiceNodes(step, send),
    ...fileNodes(
      files.filter((file) => step.markdown.includes(file)),
      send,
    ),
    ...step.hints.map((hint, index) =>
      element(
        'aside',
        { class: 'hint', 'aria-label': `Hint ${index + 1}` },
        element('h3', {}, `Hint ${index + 1}`),
        renderMarkdown(hint, actionsOf(send)),
      ),
    ),
    ...solutionNodes(step, send),
    ...(step.explain === undefined
      ? []
      : [
          element(
            'section',
            { class: 'explain', 'aria-label': 'What just happened' },
            element('h3', {}, 'What just happened'),
            renderMarkdown(step.explain, actionsOf(send)),
          ),
        ]),
  ];
}

/** The buttons of the step. The next useful one stands out. */
export function stepFooter({ step, steps, finished }: LabView, check: 'idle' | 'checking', send: Send): Node[] {
  const isLast = steps.at(-1)?.id === step.id;
  const toRead = !step.checkable && step.choices.length === 0;
  const canGoOn = step.passed || toRead;
  const nodes: Node[] = [];
  if (step.checkable) {
    const attributes = {
      class: step.passed ? '' : 'primary',
      'aria-disabled': check === 'checking' ? 'true' : undefined,
    };
    const text = check === 'checking' ? 'Checking…' : 'Check';
    nodes.push(button(text, 'check', () => check === 'idle' && send({ type: 'check' }), attributes));
  }
  if (canGoOn && !isLast) nodes.push(button('Next step', 'next', () => send({ type: 'next' }), { class: 'primary' }));
  if (canGoOn && isLast && !finished)
    nodes.push(button('Finish', 'next', () => send({ type: 'next' }), { class: 'primary' }));
  if (step.hintsLeft > 0 && !step.passed) {
    nodes.push(button(`Hint (${step.hintsLeft} left)`, 'hint', () => send({ type: 'hint' })));
  }
  if (step.solvable && !step.solution) nodes.push(button('Show me', 'showMe', () => send({ type: 'showMe' })));
  nodes.push(button('Reset step', 'reset', () => send({ type: 'resetStep' })));
  if (!canGoOn) nodes.push(button('Skip', 'skip', () => send({ type: 'skip' })));
  nodes.push(button('Pod diagram', 'diagram', () => send({ type: 'showDiagram' })));
  if (finished) nodes.push(element('p', { class: 'finished' }, 'The lab is done. Well done!'));
  return nodes;
}

function choiceNodes({ choices }: StepView, send: Send): Node[] {
  if (choices.length === 0) return [];
  const chosen = choices.find((choice) => choice.chosen);
  if (chosen) {
    const items = choices.map(({ text, chosen: isChosen, right }) => {
      const words = [isChosen ? 'your answer' : '', right ? 'right' : ''].filter((word) => word !== '').join(', ');
      return element('li', {}, words === '' ? text : `${text} (${words})`);
    });
    const reply = element('div', { class: chosen.right ? 'reply right' : 'reply' });
    if (chosen.reply !== undefined) reply.append(renderMarkdown(chosen.reply, actionsOf(send)));
    return [element('ul', { class: 'answered', 'aria-label': 'Answers' }, ...items), reply];
  }
  const options = choices.map(({ text }, index) => {
    const input = element('input', { type: 'radio', name: 'choice', value: index, 'data-key': `choice ${index}` });
    return element('label', {}, input, element('span', {}, text));
  });
  const question = element('fieldset', {}, element('legend', {}, 'Your answer'), ...options);
  // No form: pages of the editor may not submit one.
  const answer = (): void => {
    const chosenInput = question.querySelector<HTMLInputElement>('input:checked');
    if (chosenInput) send({ type: 'answer', choice: Number(chosenInput.value) });
  };
  return [
    element('div', { class: 'choices' }, question, button('This is my answer', 'answer', answer, { class: 'primary' })),
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
      ...solution.files.map(({ path, text }) =>
        element(
          'figure',
          {},
          element('figcaption', {}, path),
          element('pre', { tabindex: 0, role: 'group', 'aria-label': path }, element('code', {}, text)),
        ),
      ),
      element(
        'div',
        { class: 'commands' },
        ...solution.commands.map((command) => commandNode(command, actionsOf(send))),
      ),
      button('Do this for me', 'useSolution', () => send({ type: 'useSolution' })),
    ),
  ];
}
