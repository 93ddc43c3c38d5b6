import { announce, announcer } from './announcer.ts';
import { element, pageRoot, replaceKeepingFocus } from './dom.ts';
import { connectToEditor } from './host.ts';
import { labClock } from './labClock.ts';
import { forgetFigures, tellFigure } from './labFigures.ts';
import { stepFooter } from './labFooter.ts';
import { aboutNodes, stepList } from './labHeading.ts';
import { isLabPageMessage, type LabPageRequest, type LabView } from './labMessages.ts';
import { bringIntoView, newsOf } from './labNews.ts';
import { noticeNodes } from './labNotice.ts';
import { resultNodes, sayResult } from './labResult.ts';
import { afterNodes, stepNodes, stepTools } from './labStep.ts';

const editor = connectToEditor();
/** What result the learner waits for: of a check, or that a solution did it. Others come by themselves and move nothing. */
let awaited: 'any' | 'passed' | 'none' = 'none';
/** The learner has asked for another step: a second click is meant for the same. */
let leaving = false;
const send = (request: LabPageRequest): void => {
  const { type } = request;
  const leaves = type === 'next' || type === 'skip';
  if (leaves && leaving) return;
  leaving ||= leaves;
  // Who says that they have seen it is told where there is nothing to see yet.
  const asks = type === 'check' || type === 'say' || type === 'observed';
  awaited = asks ? 'any' : type === 'useSolution' ? 'passed' : 'none';
  if (request.type === 'useSolution') announce('This is being done for you.');
  editor.postMessage(request);
};

const heading = element('h1', {});
const clock = labClock(send);
const about = element('div', {});
const steps = element('nav', { 'aria-label': 'Steps' });
const step = element('article', { 'aria-labelledby': 'step-title' });
const result = element('section', { class: 'result', 'aria-label': 'What the check found' });
const after = element('div', {});
const tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'More' });
const footer = element('footer', { role: 'group', 'aria-label': 'This step' });
const problem = element('p', { class: 'problem', role: 'alert' });
const notice = element('div', { class: 'notice', role: 'status' });
pageRoot().append(
  element('div', { class: 'top' }, heading, clock.node),
  ...[problem, notice, steps, about, step, result, after, tools, footer, announcer],
);

let shown: LabView | undefined;
let busy = false;
let paused = false;
/** The step whose explanation the learner has gone to. */
let explained = '';

function show(lab: LabView): void {
  const before = shown;
  shown = lab;
  leaving = false;
  remember();
  heading.textContent = lab.title;
  replaceKeepingFocus(steps, stepList(lab, send));
  const isNewStep = before?.step.id !== lab.step.id;
  if (isNewStep) forgetFigures(lab.step.id);
  // Made anew it would be read out again.
  if (before?.notice?.text !== lab.notice?.text) replaceKeepingFocus(notice, ...noticeNodes(lab, send));
  notice.hidden = lab.notice === undefined;
  // A learner may have opened or closed it.
  if (isNewStep || before?.summary !== lab.summary) replaceKeepingFocus(about, ...aboutNodes(lab));
  // The text stays in place while only a result comes: a chosen but not yet sent answer would be lost.
  if (isNewStep || JSON.stringify(textOf(before)) !== JSON.stringify(textOf(lab))) {
    replaceKeepingFocus(step, ...stepNodes(lab, send));
    replaceKeepingFocus(after, ...afterNodes(lab, send));
  }
  result.hidden = lab.step.result === undefined;
  replaceKeepingFocus(result, ...resultNodes(lab.step, send));
  replaceKeepingFocus(tools, ...stepTools(lab, send));
  showFooter();
  if (before && isNewStep) beginStep();
  else if (before) tellNews(before, lab);
}

/** What comes back when the page was hidden behind another: what it showed, and how far down. */
function remember(): void {
  if (shown) editor.setState({ ...shown, scrolledTo: window.scrollY });
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
    if (awaited === 'any' || (awaited === 'passed' && now.result.state === 'passed')) {
      bringIntoView(result, footer.offsetHeight);
      awaited = 'none';
    }
  }
}

function textOf(lab: LabView | undefined): unknown {
  return lab && { ...lab.step, result: undefined, hintOffered: false, finished: lab.finished, next: lab.nextLab };
}

function showFooter(): void {
  if (!shown) return;
  const { step: now } = shown;
  const state = {
    check: busy ? 'checking' : 'idle',
    clock: paused ? 'paused' : 'running',
    explanation: explained === now.id ? 'read' : 'unread',
    onExplain: () => {
      explained = now.id;
      goTo('.explain');
      showFooter();
    },
    onEnd: () => goTo('.end'),
  } as const;
  replaceKeepingFocus(footer, ...stepFooter(shown, state, send));
}

/** Goes to a part of what stands below the result, its heading first, with the focus. */
function goTo(selector: string): void {
  const part = after.querySelector(selector);
  const title = part?.querySelector<HTMLElement>('h3');
  title?.setAttribute('tabindex', '-1');
  title?.focus({ preventScroll: true });
  part?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!isLabPageMessage(data)) return;
  problem.textContent = data.type === 'problem' ? data.text : data.type === 'lab' ? '' : problem.textContent;
  if (data.type === 'lab') show(data.lab);
  else if (data.type === 'clock') {
    clock.show(data.clock);
    const isPaused = data.clock?.paused ?? false;
    if (paused !== isPaused) {
      paused = isPaused;
      showFooter();
    }
  } else if (data.type === 'figure') tellFigure(data.id, data.figure);
  else if (data.type === 'busy') {
    busy = data.busy;
    showFooter();
  }
});
clock.show(undefined);
let settling: ReturnType<typeof setTimeout> | undefined;
window.addEventListener('scroll', () => {
  clearTimeout(settling);
  settling = setTimeout(remember, 200);
});
// First, so that the editor answers whatever becomes of what is remembered.
send({ type: 'ready' });
try {
  const remembered = { type: 'lab', lab: editor.getState() };
  if (isLabPageMessage(remembered) && remembered.type === 'lab') {
    const { scrolledTo } = remembered.lab as LabView & { readonly scrolledTo?: unknown };
    show(remembered.lab);
    if (typeof scrolledTo === 'number') window.scrollTo(0, scrolledTo);
  }
} catch {
  // Another version remembered it; the editor's answer replaces it.
  shown = undefined;
}
