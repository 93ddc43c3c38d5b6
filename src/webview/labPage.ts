import { announce, announcer } from './announcer.ts';
import { button, element, pageRoot, replaceKeepingFocus } from './dom.ts';
import { connectToEditor } from './host.ts';
import { aboutNodes, stepList } from './labHeading.ts';
import { bringIntoView, newsOf } from './labNews.ts';
import { resultNodes, sayResult } from './labResult.ts';
import { stepFooter, stepNodes, stepTools } from './labStep.ts';
import { type ClockView, isLabPageMessage, type LabPageRequest, type LabView } from './messages.ts';

const editor = connectToEditor();
/** What result the learner waits for: of a check, or that a solution did it. Others come by themselves and move nothing. */
let awaited: 'any' | 'passed' | 'none' = 'none';
const send = (request: LabPageRequest): void => {
  awaited = request.type === 'check' ? 'any' : request.type === 'useSolution' ? 'passed' : 'none';
  if (request.type === 'useSolution') announce('The files are written and the commands run in the terminal.');
  editor.postMessage(request);
};

const heading = element('h1', {});
const clock = element('div', { class: 'clock' });
const about = element('div', {});
const steps = element('nav', { 'aria-label': 'Steps' });
const step = element('article', { 'aria-labelledby': 'step-title' });
const result = element('section', { class: 'result', 'aria-label': 'What the check found' });
const tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'More' });
const footer = element('footer', { role: 'group', 'aria-label': 'This step' });
const problem = element('p', { class: 'problem', role: 'alert' });
pageRoot().append(
  element('div', { class: 'top' }, heading, clock),
  ...[problem, steps, about, step, result, tools, footer, announcer],
);

let shown: LabView | undefined;
let busy = false;

function show(lab: LabView): void {
  const before = shown;
  shown = lab;
  editor.setState(lab);
  heading.textContent = lab.title;
  replaceKeepingFocus(steps, stepList(lab, send));
  const isNewStep = before?.step.id !== lab.step.id;
  // A learner may have opened or closed it.
  if (isNewStep || before?.summary !== lab.summary) replaceKeepingFocus(about, ...aboutNodes(lab));
  // The text stays in place while only a result comes: a chosen but not yet sent answer would be lost.
  if (isNewStep || JSON.stringify(textOf(before)) !== JSON.stringify(textOf(lab))) {
    replaceKeepingFocus(step, ...stepNodes(lab, send));
  }
  result.hidden = lab.step.result === undefined;
  replaceKeepingFocus(result, ...resultNodes(lab.step, send));
  replaceKeepingFocus(tools, ...stepTools(lab, send));
  showFooter();
  if (before && isNewStep) beginStep();
  else if (before) tellNews(before, lab);
}

function beginStep(): void {
  announce('');
  awaited = 'none';
  document.getElementById('step-title')?.focus({ preventScroll: true });
  step.scrollIntoView({ block: 'start', behavior: 'instant' });
}

/** Says what has changed, and brings it into view where the learner asked for it. */
function tellNews(before: LabView, { step: now, finished }: LabView): void {
  const news = newsOf(before.step, now);
  if (news) {
    announce(`${news.text}${finished && !before.finished ? ' This was the last step.' : ''}`);
    const target = news.selector === undefined ? null : step.querySelector(news.selector);
    if (target) bringIntoView(target, footer.offsetHeight);
  } else if (!now.result) {
    if (before.step.result) announce('');
  } else if (before.step.result?.at !== now.result.at) {
    announce(sayResult(now.result));
    if (awaited === 'any' || (awaited === 'passed' && now.result.passed)) {
      bringIntoView(result, footer.offsetHeight);
      awaited = 'none';
    }
  }
}

function textOf(lab: LabView | undefined): unknown {
  return lab && { ...lab.step, result: undefined, finished: lab.finished };
}

function showFooter(): void {
  if (shown) replaceKeepingFocus(footer, ...stepFooter(shown, busy ? 'checking' : 'idle', send));
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
