import { button, element, pageRoot } from './dom.ts';
import { connectToEditor } from './host.ts';
import { createDrawing } from './mermaidDrawing.ts';
import { type DiagramMessage, isDiagramMessage } from './messages.ts';
import { outlineList } from './outline.ts';
import { onThemeChange, readTheme } from './theme.ts';

const editor = connectToEditor();
const drawing = createDrawing();

const title = element('h1', {}, 'Diagram');
const zoom = button('Actual size', 'zoom', toggleZoom, { 'aria-pressed': 'false' });
const copy = button('Copy as Mermaid', 'copy', () => editor.postMessage({ type: 'copy' }));
const tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'Diagram' }, zoom, copy);
const note = element('p', { class: 'note', role: 'status' });
const picture = element('div', { class: 'picture', role: 'img', tabindex: 0 });
const outline = element('div', { class: 'outline' });
const words = element('section', { 'aria-labelledby': 'words' }, element('h2', { id: 'words' }, 'In words'), outline);
pageRoot().append(element('header', {}, title, tools), note, picture, words);

const remembered = editor.getState();
let shown: DiagramMessage | undefined;
let drawn = '';

function show(message: DiagramMessage): void {
  shown = message;
  editor.setState(message);
  const isEmpty = message.type === 'empty';
  tools.hidden = isEmpty;
  picture.hidden = isEmpty;
  words.hidden = isEmpty;
  if (message.type === 'empty') {
    title.textContent = 'Diagram';
    note.textContent = message.text;
    drawn = '';
    return;
  }
  title.textContent = message.title;
  picture.setAttribute('aria-label', `Diagram of ${message.title}. The list below says the same in words.`);
  outline.replaceChildren(outlineList(message.outline));
  draw(message.mermaid);
}

function draw(text: string): void {
  const theme = readTheme();
  const key = JSON.stringify([text, theme]);
  if (key === drawn) return;
  drawn = key;
  drawing.draw(
    text,
    theme,
    (svg) => {
      const { scrollLeft, scrollTop } = picture;
      // The one place where HTML is set: mermaid's own output, which securityLevel "strict" has sanitised.
      picture.innerHTML = svg;
      const drawnSvg = picture.querySelector('svg');
      const width = drawnSvg?.viewBox.baseVal.width ?? 0;
      drawnSvg?.style.removeProperty('max-width');
      picture.style.setProperty('--actual-width', `${Math.ceil(width)}px`);
      picture.scrollTo(scrollLeft, scrollTop);
      note.textContent = '';
    },
    (why) => {
      drawn = '';
      note.textContent = `The picture could not be drawn (${why.split('\n')[0]}). The list below says the same in words.`;
    },
  );
}

function toggleZoom(): void {
  const isActual = picture.classList.toggle('actual');
  zoom.setAttribute('aria-pressed', String(isActual));
}

onThemeChange(() => {
  if (shown?.type === 'show') draw(shown.mermaid);
});
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
