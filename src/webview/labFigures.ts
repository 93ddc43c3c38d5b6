import { element } from './dom.ts';
import type { FigureView } from './labMessages.ts';
import type { Drawing } from './mermaidDrawing.ts';
import { outlineList } from './outline.ts';
import { onThemeChange, readTheme } from './theme.ts';

/** What the script that can draw leaves for this one. */
export interface DrawingWindow extends Window {
  podLabsDrawing?: () => Drawing;
}

/** A picture is drawn for this width at least. */
const leastRoomPx = 280;

/** The figures that the editor has told, by name; they stay while the text around them is made anew. */
const told = new Map<string, FigureView>();
const nodes = new Map<string, HTMLElement>();
/** Read while this script runs: later it is gone. The drawing comes from the same place and with the same nonce. */
const ownScript = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
let drawing: Promise<() => Drawing> | undefined;
/** Each figure has its own: of several texts that wait for one, only the last is drawn. */
const drawings = new Map<string, Drawing>();

/** The place of a figure in the page; its content comes when the editor tells it. */
export function figureNode(id: string): HTMLElement {
  const known = nodes.get(id);
  if (known) return known;
  const node = element('figure', { class: 'live' }, element('p', { class: 'quiet' }, 'Looking at the cluster…'));
  nodes.set(id, node);
  const figure = told.get(id);
  if (figure) fill(id, node, figure);
  return node;
}

/** Takes what a figure shows from now on. */
export function tellFigure(id: string, figure: FigureView): void {
  told.set(id, figure);
  const node = nodes.get(id);
  if (node) fill(id, node, figure);
}

/** Forgets the pictures of another step. What they show is kept: the editor tells only what has changed. */
export function forgetFigures(stepId: string): void {
  for (const id of nodes.keys()) if (!id.startsWith(`${stepId}/`)) nodes.delete(id);
}

function fill(id: string, node: HTMLElement, figure: FigureView): void {
  if (figure.type === 'none') node.replaceChildren(element('p', { class: 'quiet' }, figure.text));
  else if (figure.type === 'trace') node.replaceChildren(...traceNodes(figure));
  else fillDiagram(id, node, figure);
}

function traceNodes({ title, rows }: Extract<FigureView, { type: 'trace' }>): Node[] {
  const head = ['After', 'Who', 'What', 'Message'].map((text) => element('th', { scope: 'col' }, text));
  const body = rows.map(({ after, container, what, message, times }) =>
    element(
      'tr',
      {},
      element('td', { class: 'after' }, after),
      element('td', {}, container === '' ? 'the Pod' : container),
      element('td', {}, times > 1 ? `${what} (×${times})` : what),
      element('td', { class: 'message' }, message),
    ),
  );
  return [
    element('figcaption', {}, `What happened to ${title}`),
    element(
      'div',
      { class: 'wide', tabindex: 0, role: 'group', 'aria-label': `What happened to ${title}` },
      element(
        'table',
        { class: 'trace' },
        element('thead', {}, element('tr', {}, ...head)),
        element('tbody', {}, ...body),
      ),
    ),
  ];
}

/** The picture and the same in words; what is there already is only brought up to date, so that nothing flickers. */
function fillDiagram(
  id: string,
  node: HTMLElement,
  { title, mermaid, outline }: Extract<FigureView, { type: 'diagram' }>,
): void {
  let picture = node.querySelector<HTMLElement>('.picture');
  if (!picture) {
    picture = element('div', { class: 'picture', role: 'img', tabindex: 0 });
    const words = element(
      'details',
      { class: 'words' },
      element('summary', {}, 'The same in words'),
      element('div', {}),
    );
    node.replaceChildren(element('figcaption', {}), picture, words);
  }
  const caption = node.querySelector('figcaption');
  if (caption) caption.textContent = title;
  picture.setAttribute('aria-label', `Diagram of ${title}. The list below says the same in words.`);
  node.querySelector('.words > div')?.replaceChildren(outlineList(outline));
  void draw(id, picture, mermaid);
}

async function draw(id: string, picture: HTMLElement, mermaid: string): Promise<void> {
  const theme = readTheme();
  const key = JSON.stringify([mermaid, theme]);
  if (picture.dataset.drawn === key) return;
  picture.dataset.drawn = key;
  picture.dataset.mermaid = mermaid;
  const words = picture.parentElement?.querySelector('details');
  try {
    drawing ??= loadDrawing();
    const make = await drawing;
    const own = drawings.get(id) ?? make();
    drawings.set(id, own);
    own.draw(
      mermaid,
      theme,
      (svg) => {
        // Mermaid's own output, which securityLevel "strict" has sanitised.
        picture.innerHTML = svg;
      },
      () => words?.setAttribute('open', ''),
      Math.max(leastRoomPx, picture.clientWidth),
    );
  } catch {
    drawing = undefined;
    delete picture.dataset.drawn;
    words?.setAttribute('open', '');
  }
}

/** Mermaid is large: it is loaded with the first picture, by a script with this page's nonce. */
function loadDrawing(): Promise<() => Drawing> {
  return new Promise((resolve, reject) => {
    if (!ownScript) {
      reject(new Error('the page does not know where its scripts are'));
      return;
    }
    const script = document.createElement('script');
    script.nonce = ownScript.nonce;
    script.src = ownScript.src.replace('labPage.js', 'labDrawing.js');
    script.onload = () => {
      const make = (window as DrawingWindow).podLabsDrawing;
      if (make) resolve(make);
      else reject(new Error('the drawing did not load'));
    };
    script.onerror = () => reject(new Error('the drawing did not load'));
    document.head.append(script);
  });
}

onThemeChange(() => {
  for (const [id, node] of nodes) {
    const picture = node.querySelector<HTMLElement>('.picture');
    if (picture?.dataset.mermaid !== undefined) void draw(id, picture, picture.dataset.mermaid);
  }
});
