import { button, element, pageRoot, replaceKeepingFocus } from './dom.ts';
import { connectToEditor } from './host.ts';
import { resultNodes, sayResult } from './labResult.ts';
import { stepFooter, stepNodes } from './labStep.ts';
import { type ClockView, isLabPageMessage, type LabPageRequest, type LabView } from './messages.ts';

const editor = connectToEditor();
/** Whether the learner waits for the result of a check; those that come by themselves do not move the page. */
let awaitsResult = false;
const send = (request: LabPageRequest): void => {
  awaitsResult = request.type === 'check';
  editor.postMessage(request);
};

const heading = element('div', {});
const clock = element('div', { class: 'clock' });
const steps = element('nav', { 'aria-label': 'Steps' });
const step = element('article', { 'aria-labelledby': 'step-title' });
const result = element('section', { class: 'result', 'aria-label': 'What the check found' });
const footer = element('footer', { role: 'group', 'aria-label': 'This step' });
const problem = element('p', { class: 'problem', role: 'alert' });
/** Stays in place while everything else is made anew, or nothing would be announced. */
const announcer = element('div', { class: 'unseen', 'aria-live': 'polite' });
pageRoot().append(heading, clock, problem, steps, step, result, footer, announcer);

let shown: LabView | undefined;
let busy = false;

function show(lab: LabView): void {
  const before = shown;
  shown = lab;
  editor.setState(lab);
  replaceKeepingFocus(heading, ...headingNodes(lab));
  replaceKeepingFocus(steps, stepList(lab));
  const isNewStep = before?.step.id !== lab.step.id;
  // The text stays in place while only a result comes: a chosen but not yet sent answer would be lost.
  if (isNewStep || JSON.stringify(textOf(before)) !== JSON.stringify(textOf(lab))) {
    replaceKeepingFocus(step, ...stepNodes(lab, send));
  }
  result.hidden = lab.step.result === undefined;
  replaceKeepingFocus(result, ...resultNodes(lab.step, send));
  showFooter();
  if (isNewStep && before) document.getElementById('step-title')?.focus();
  else if (before && lab.step.result && before.step.result?.at !== lab.step.result.at) {
    announcer.textContent = sayResult(lab.step.result);
    if (awaitsResult) result.scrollIntoView({ block: 'nearest' });
    awaitsResult = false;
  }
}

function textOf(lab: LabView | undefined): unknown {
  return lab && { ...lab.step, result: undefined };
}

function showFooter(): void {
  if (shown) replaceKeepingFocus(footer, ...stepFooter(shown, busy ? 'checking' : 'idle', send));
}

function headingNodes({ title, summary, minutes, level, objectives, step: current, steps: all }: LabView): Node[] {
  const goals = element('ul', {}, ...objectives.map((objective) => element('li', {}, objective)));
  const isFirst = all[0]?.id === current.id;
  return [
    element('h1', {}, title),
    element('p', { class: 'quiet' }, `${summary} About ${minutes} minutes, ${level}.`),
    ...(isFirst && objectives.length > 0 ? [element('p', {}, 'Afterwards you can:'), goals] : []),
  ];
}

const statusText = { passed: 'done', skipped: 'skipped', open: 'to do' } as const;
const statusMark = { passed: '✓', skipped: '–', open: '' } as const;

function stepList(lab: LabView): Node {
  const items = lab.steps.map(({ id, title, status }, index) => {
    const isCurrent = id === lab.step.id;
    const link = button('', `step ${id}`, () => send({ type: 'goTo', step: id }), {
      class: `step ${status}`,
      'aria-current': isCurrent ? 'step' : undefined,
    });
    link.append(
      element('span', { class: 'mark', 'aria-hidden': 'true' }, statusMark[status] || String(index + 1)),
      element('span', {}, title),
      element('span', { class: 'unseen' }, ` (${statusText[status]})`),
    );
    return element('li', {}, link);
  });
  return element('ol', {}, ...items);
}

function showClock(view: ClockView | undefined): void {
  clock.hidden = view === undefined;
  if (!view) return;
  const { text, paused } = view;
  replaceKeepingFocus(
    clock,
    element('span', {}, `Cluster time ${text}${paused ? ', paused' : ''}`),
    paused
      ? button('Go on', 'clock', () => send({ type: 'resume' }))
      : button('Pause', 'clock', () => send({ type: 'pause' }), { 'aria-label': 'Pause the cluster' }),
  );
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isLabPageMessage(data)) return;
  problem.textContent = data.type === 'problem' ? data.text : data.type === 'lab' ? '' : problem.textContent;
  if (data.type === 'lab') show(data.lab);
  else if (data.type === 'clock') showClock(data.clock);
  else if (data.type === 'busy') {
    busy = data.busy;
    showFooter();
  }
});
showClock(undefined);
// First, so that the editor answers whatever becomes of what is remembered.
send({ type: 'ready' });
try {
  const remembered = { type: 'lab', lab: editor.getState() };
  if (isLabPageMessage(remembered) && remembered.type === 'lab') show(remembered.lab);
} catch {
  // Another version remembered it; the editor's answer replaces it.
  shown = undefined;
}
