import { button, element } from './dom.ts';
import type { LabPageRequest, LabView, StepView } from './labMessages.ts';

/** What the footer has to know beside the lab. */
export interface FooterState {
  readonly check: 'idle' | 'checking';
  readonly clock: 'running' | 'paused';
  /** Whether the learner has been at the explanation of the shown step. */
  readonly explanation: 'unread' | 'read';
  readonly onExplain: () => void;
  readonly onEnd: () => void;
}

/** The buttons of the step that are always in sight. The next useful one stands out. */
export function stepFooter(lab: LabView, state: FooterState, send: (request: LabPageRequest) => void): Node[] {
  const { step } = lab;
  const paused = button('Paused: resume', 'footerClock', () => send({ type: 'resume' }), {
    title: 'The cluster’s clock stands still, so nothing happens in it.',
  });
  return [
    ...(state.clock === 'paused' ? [paused] : []),
    ...checkButtons(step, state, send),
    ...(step.passed ? onwardButtons(lab, state, send) : []),
    ...hintButtons(step, send),
    ...(step.solution ? [] : [button('Show me', 'showMe', () => send({ type: 'showMe' }))]),
  ];
}

function checkButtons(
  { passed, checkable, awaitsLook, question }: StepView,
  { check }: FooterState,
  send: (request: LabPageRequest) => void,
): Node[] {
  if (awaitsLook) {
    const title = 'You have run the commands and looked at what they print.';
    return [button('I have seen it', 'observed', () => send({ type: 'observed' }), { class: 'primary', title })];
  }
  if (!checkable || question !== undefined || (passed && check === 'idle')) return [];
  const isBusy = check === 'checking';
  const attributes = { class: passed ? '' : 'primary', 'aria-disabled': isBusy ? 'true' : undefined };
  const ask = (): void => {
    if (!isBusy) send({ type: 'check' });
  };
  return [button(isBusy ? 'Checking…' : 'Check', 'check', ask, attributes)];
}

/** First the explanation, then the next step: what was just seen is forgotten if nobody says what it was. */
function onwardButtons(
  { step, steps, finished }: LabView,
  state: FooterState,
  send: (request: LabPageRequest) => void,
): Node[] {
  const isLast = steps.at(-1)?.id === step.id;
  const isRead = state.explanation === 'read' || step.explain === undefined;
  const primary = { class: 'primary' };
  const nodes: Node[] = [];
  if (step.explain) {
    const title = 'Go to the explanation on this page.';
    nodes.push(button('What happened', 'explain', state.onExplain, { title, ...(isRead ? {} : primary) }));
  }
  if (!isLast) nodes.push(button('Next step', 'next', () => send({ type: 'next' }), isRead ? primary : {}));
  const open = steps.find(({ id, status }) => status === 'open' && id !== step.id);
  if (isLast && !finished && open) {
    const text = `Go to step ${steps.indexOf(open) + 1}`;
    nodes.push(button(text, 'next', () => send({ type: 'goTo', step: open.id }), primary));
  }
  if (isLast && finished) nodes.push(button('Finish', 'end', state.onEnd, isRead ? primary : {}));
  return nodes;
}

function hintButtons({ hintsLeft, passed }: StepView, send: (request: LabPageRequest) => void): Node[] {
  if (hintsLeft === 0 || passed) return [];
  const label = { 'aria-label': `Hint (${hintsLeft} left)` };
  const hint = button(`Hint (${hintsLeft}`, 'hint', () => send({ type: 'hint' }), label);
  hint.append(element('span', { class: 'if-room' }, ' left'), ')');
  return [hint];
}
