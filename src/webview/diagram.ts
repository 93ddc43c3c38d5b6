import { announce, announcer } from './announcer.ts';
import { button, element, pageRoot, replaceKeepingFocus } from './dom.ts';
import { createExplainedChart } from './explainedChart.ts';
import { connectToEditor } from './host.ts';
import { type DiagramMessage, isDiagramMessage, type ShowChart, type ShowDiagram } from './messages.ts';
import { outlineList } from './outline.ts';
import { createPicture } from './picture.ts';

const editor = connectToEditor();
const choose = (part: string) => editor.postMessage({ type: 'reveal', part });

const picture = createPicture({
  onChoose: choose,
  onDrawn: () => say(''),
  onProblem: (why) =>
    say(`The picture could not be drawn (${why.split('\n')[0]}). The list below says what it should show.`),
});
const chart = createExplainedChart({
  heading: 'h2',
  onExplain: (timeMs) => editor.postMessage({ type: 'explain', ...(timeMs !== undefined && { timeMs }) }),
  onDrawn: () => say(''),
  onProblem: (why) => say(`The chart could not be drawn (${why}). The table below says what it should show.`),
});
const title = element('h1', {}, 'Diagram');
const views = element('div', { class: 'tools', role: 'group', 'aria-label': 'What is shown' });
const tools = element(
  'div',
  { class: 'tools', role: 'group', 'aria-label': 'Diagram' },
  button('−', 'out', () => picture.zoom('out'), { 'aria-label': 'Zoom out', title: 'Zoom out' }),
  button('+', 'in', () => picture.zoom('in'), { 'aria-label': 'Zoom in', title: 'Zoom in' }),
  button('Fit', 'fit', () => picture.zoom('fit'), { title: 'As wide as the page' }),
  button('Copy as Mermaid', 'copy', () => editor.postMessage({ type: 'copy' })),
);
const chartTools = element(
  'div',
  { class: 'tools', role: 'group', 'aria-label': 'Chart' },
  button('Copy as Text', 'copy', () => editor.postMessage({ type: 'copy' })),
);
const note = element('p', { class: 'note', role: 'status' });
const hint = element('p', { class: 'quiet' });
const outline = element('div', { class: 'outline' });
const words = element(
  'section',
  { 'aria-labelledby': 'words' },
  element('h2', { id: 'words' }, 'In words'),
  hint,
  outline,
);
const header = element('header', {}, title, element('div', { class: 'bar' }, views, tools, chartTools));
pageRoot().append(announcer, header, note, picture.node, words, chart.node);

const remembered = editor.getState();
let shown: DiagramMessage | undefined;
let outlined = '';
let announced = '';

const hints: Readonly<Record<ShowDiagram['target'], string>> = {
  manifest: 'Choose a line, or a box of the picture, to see where it is written.',
  cluster: 'Choose a line, or a box of the picture, to find it in the Cluster view.',
};

function show(message: DiagramMessage): void {
  shown = message;
  editor.setState(message);
  for (const part of [views, tools, picture.node, words]) part.hidden = message.type !== 'show';
  for (const part of [chartTools, chart.node]) part.hidden = message.type !== 'chart';
  if (message.type !== 'show') {
    picture.clear();
    if (message.type === 'chart') showChart(message);
    else title.textContent = 'Diagram';
    say('');
    return;
  }
  title.textContent = message.title;
  hint.textContent = hints[message.target];
  picture.node.setAttribute('aria-label', `Diagram of ${message.title}. The list below says the same in words.`);
  picture.node.classList.toggle('outdated', message.note !== undefined);
  showViews(message);
  showOutline(message);
  say('');
  picture.show(message.mermaid);
}

function showChart(message: ShowChart): void {
  if (title.textContent !== message.title) title.textContent = message.title;
  chart.show(message, message.followsNewest ? 'followed' : undefined);
  const [head] = message.calculation.outline;
  announceNew(head?.said === undefined ? '' : `${head.text}: ${head.said}`);
}

/** What stops the drawing comes before what the editor remarks. */
function say(problem: string): void {
  const remark = shown?.type === 'empty' ? shown.text : shown?.type === 'show' ? shown.note : undefined;
  const text = problem || (remark ?? '');
  if (note.textContent !== text) note.textContent = text;
}

function showViews({ view }: ShowDiagram): void {
  const choice = (name: NonNullable<ShowDiagram['view']>, text: string) =>
    button(text, name, () => editor.postMessage({ type: 'look', at: name }), { 'aria-pressed': String(view === name) });
  views.hidden = view === undefined;
  if (view) replaceKeepingFocus(views, choice('cluster', 'As it runs'), choice('manifest', 'As written'));
}

function showOutline(message: ShowDiagram): void {
  const key = JSON.stringify(message.outline);
  if (key === outlined) return;
  outlined = key;
  replaceKeepingFocus(
    outline,
    outlineList(message.outline, { onChoose: choose, onLook: (part) => picture.mark(part) }),
  );
  const [pod] = message.outline;
  announceNew(pod?.said === undefined ? '' : `${pod.text}: ${pod.said}`);
}

/** Says a state aloud that is not the one before. */
function announceNew(state: string): void {
  if (announced !== '' && state !== '' && state !== announced) announce(state);
  announced = state;
}

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isDiagramMessage(data)) show(data);
});
// First, so that the editor answers whatever becomes of what is remembered.
editor.postMessage({ type: 'ready' });
show({ type: 'empty', text: 'Waiting for something to draw.' });
try {
  if (isDiagramMessage(remembered)) show(remembered);
} catch {
  show({ type: 'empty', text: 'Waiting for something to draw.' });
}
