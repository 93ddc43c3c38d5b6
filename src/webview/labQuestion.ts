import { button, element } from './dom.ts';
import { actionsOf } from './labActions.ts';
import type { LabPageRequest, StepView } from './labMessages.ts';
import { replyTitle } from './labNews.ts';
import { partNodes } from './labParts.ts';
import { renderMarkdown } from './markdown.ts';

type Send = (request: LabPageRequest) => void;

/** What a *predict* step asks and answers: the choices, then what to look at, then who was right. */
export function predictionNodes(step: StepView, send: Send): Node[] {
  const { choices, observe, awaitsLook, passed } = step;
  if (choices.length === 0) return [];
  const chosen = choices.find((choice) => choice.chosen);
  if (!chosen) return [choiceForm(step, send)];
  const look = observe && [
    element(
      'section',
      { class: 'observe', 'aria-label': 'Now see what happens' },
      element('h3', { class: 'observe-title' }, 'Now see what happens'),
      ...partNodes(observe, send),
      ...(awaitsLook
        ? [
            element(
              'p',
              { class: 'quiet' },
              'When you have looked, press “I have seen it” below: then you read who was right.',
            ),
          ]
        : []),
    ),
  ];
  const told = chosen.right !== undefined;
  const items = choices.map(({ text, chosen: isChosen, right }) => {
    const verdict = !told
      ? 'your answer'
      : isChosen
        ? `your answer, ${right ? 'right' : 'not right'}`
        : 'the right answer';
    const mark = !told ? (isChosen ? '•' : '') : right ? '✓' : isChosen ? '✗' : '';
    const said = isChosen || right ? ` (${verdict})` : '';
    return element(
      'li',
      { class: told && right ? 'passed' : told && isChosen ? 'failed' : '' },
      element('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      element('span', {}, `${text}${said}`),
    );
  });
  const answers = element('ul', { class: 'answered', 'aria-label': 'Answers' }, ...items);
  if (!told || (observe && !passed)) return [answers, ...(look ?? [])];
  const reply = element('div', { class: chosen.right ? 'reply right' : 'reply' });
  reply.append(element('h3', {}, replyTitle(chosen.right)));
  if (chosen.reply !== undefined) reply.append(renderMarkdown(chosen.reply, actionsOf(send)));
  return [answers, ...(look ?? []), reply];
}

function choiceForm({ choices }: StepView, send: Send): Node {
  const missing = element('p', { class: 'missing', role: 'alert' });
  const options = choices.map(({ text }, index) => {
    const clear = (): void => {
      missing.textContent = '';
    };
    const input = element('input', {
      type: 'radio',
      name: 'choice',
      value: index,
      'data-key': `choice ${index}`,
      onchange: clear,
    });
    return element('label', {}, input, element('span', {}, text));
  });
  const question = element('fieldset', {}, element('legend', {}, 'Your prediction'), ...options);
  // No form: pages of the editor may not submit one.
  const answer = (): void => {
    const chosenInput = question.querySelector<HTMLInputElement>('input:checked');
    missing.textContent = chosenInput ? '' : 'Choose an answer first.';
    if (chosenInput) send({ type: 'answer', choice: Number(chosenInput.value) });
    else question.querySelector('input')?.focus();
  };
  return element(
    'div',
    { class: 'choices' },
    question,
    missing,
    button('This is my answer', 'answer', answer, { class: 'primary' }),
  );
}

/** The field of an *explore* step. */
export function questionNodes({ question, typed, passed }: StepView, send: Send): Node[] {
  if (question === undefined) return [];
  if (passed) {
    return [element('p', { class: 'given' }, `${question} `, element('strong', {}, typed ?? ''))];
  }
  const input = element('input', {
    type: 'text',
    id: 'typed-answer',
    'data-key': 'typed',
    value: typed ?? '',
    maxlength: 200,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const missing = element('p', { class: 'missing', role: 'alert' });
  const answer = (): void => {
    const text = input.value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
    missing.textContent = text === '' ? 'Type your answer first.' : '';
    if (text === '') input.focus();
    else send({ type: 'say', text });
  };
  input.addEventListener('keydown', (event) => {
    // Enter also ends what an input method composes.
    if (event.key === 'Enter' && !event.isComposing) answer();
  });
  return [
    element(
      'div',
      { class: 'question' },
      element('label', { for: 'typed-answer' }, question),
      element('div', { class: 'answer' }, input, button('Answer', 'say', answer, { class: 'primary' })),
      missing,
    ),
  ];
}
