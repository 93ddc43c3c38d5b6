import { button, element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import { endNodes } from './labEnd.ts';
import { replyTitle } from './labNews.ts';
import { commandNode, renderMarkdown } from './markdown.ts';
import type { LabPageRequest, LabView, StepKind, StepView } from './messages.ts';
import { snippetNode } from './snippet.ts';

type Send = (request: LabPageRequest) => void;

const kindText: Readonly<Record<StepKind, string>> = {
  do: 'Do',
  predict: 'Predict first',
  fix: 'Find and fix',
  explore: 'Find out',
};

/** The text of the step with all that the learner has opened: answers, hints, solution, explanation. */
export function stepNodes(lab: LabView, send: Send): Node[] {
  const { step, steps, files } = lab;
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
    ...endNodes(lab, send),
  ];
}

/** The buttons of the step that are always in sight. The next useful one stands out. */
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
  if (canGoOn && isLast && !finished) {
    const open = steps.find(({ id, status }) => status === 'open' && id !== step.id);
    const number = open ? steps.indexOf(open) + 1 : 0;
    nodes.push(
      open
        ? button(`Go to step ${number}`, 'next', () => send({ type: 'goTo', step: open.id }), { class: 'primary' })
        : button('Finish', 'next', () => send({ type: 'next' }), { class: 'primary' }),
    );
  }
  if (step.hintsLeft > 0 && !step.passed) {
    const label = { 'aria-label': `Hint (${step.hintsLeft} left)` };
    const hint = button(`Hint (${step.hintsLeft}`, 'hint', () => send({ type: 'hint' }), label);
    hint.append(element('span', { class: 'if-room' }, ' left'), ')');
    nodes.push(hint);
  }
  if (step.solvable && !step.solution) nodes.push(button('Show me', 'showMe', () => send({ type: 'showMe' })));
  return nodes;
}

/** The buttons that one needs now and then: below the text, where they take no room from it. */
export function stepTools({ step }: LabView, send: Send): Node[] {
  const toRead = !step.checkable && step.choices.length === 0;
  const skip = button('Skip', 'skip', () => send({ type: 'skip' }), { title: 'Go on and leave this step for later.' });
  return [
    button('Pod diagram', 'diagram', () => send({ type: 'showDiagram' }), { title: 'Draw the Pod of this lab.' }),
    button('Reset step', 'reset', () => send({ type: 'resetStep' }), {
      title: 'Begin this step again: forget its answers, hints and results. Your files are kept unless you say so.',
    }),
    ...(step.passed || toRead ? [] : [skip]),
  ];
}

function choiceNodes({ choices }: StepView, send: Send): Node[] {
  if (choices.length === 0) return [];
  const chosen = choices.find((choice) => choice.chosen);
  if (chosen) {
    const items = choices.map(({ text, chosen: isChosen, right }) => {
      const said = right ? 'right' : 'not right';
      const words = isChosen ? ` (your answer, ${said})` : right ? ' (the right answer)' : '';
      const mark = right ? '✓' : isChosen ? '✗' : '';
      return element(
        'li',
        { class: right ? 'passed' : isChosen ? 'failed' : '' },
        element('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
        element('span', {}, `${text}${words}`),
      );
    });
    const reply = element('div', { class: chosen.right ? 'reply right' : 'reply' });
    reply.append(element('h3', {}, replyTitle(chosen.right)));
    if (chosen.reply !== undefined) reply.append(renderMarkdown(chosen.reply, actionsOf(send)));
    return [element('ul', { class: 'answered', 'aria-label': 'Answers' }, ...items), reply];
  }
  const options = choices.map(({ text }, index) => {
    const input = element('input', { type: 'radio', name: 'choice', value: index, 'data-key': `choice ${index}` });
    return element('label', {}, input, element('span', {}, text));
  });
  const missing = element('p', { class: 'missing', role: 'alert' });
  const question = element('fieldset', {}, element('legend', {}, 'Your answer'), ...options);
  // No form: pages of the editor may not submit one.
  const answer = (): void => {
    const chosenInput = question.querySelector<HTMLInputElement>('input:checked');
    missing.textContent = chosenInput ? '' : 'Choose an answer first.';
    if (chosenInput) send({ type: 'answer', choice: Number(chosenInput.value) });
    else question.querySelector('input')?.focus();
  };
  return [
    element(
      'div',
      { class: 'choices' },
      question,
      missing,
      button('This is my answer', 'answer', answer, { class: 'primary' }),
    ),
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
        element('figure', {}, element('figcaption', {}, path), snippetNode(text.replace(/\n$/, ''), path)),
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
