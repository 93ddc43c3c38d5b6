import { element } from './dom.ts';
import { createExplainedChart, type ExplainedChartNode } from './explainedChart.ts';
import type { FigureView } from './labMessages.ts';
import { outlineList } from './outline.ts';
import { createPicture, type Picture } from './picture.ts';

/** The figures that the editor has told, by name; they stay while the text around them is made anew. */
const told = new Map<string, FigureView>();
const nodes = new Map<string, HTMLElement>();
/** The pictures of those that are diagrams. */
const pictures = new WeakMap<HTMLElement, Picture>();

const charts = new WeakMap<HTMLElement, ExplainedChartNode>();

/** The place of a figure in the page; its content comes when the editor tells it. */
export function figureNode(id: string): HTMLElement {
  const known = nodes.get(id);
  if (known) return known;
  const node = element('figure', { class: 'live' }, element('p', { class: 'quiet' }, 'Looking at the cluster…'));
  nodes.set(id, node);
  const figure = told.get(id);
  if (figure) fill(node, figure);
  return node;
}

/** Takes what a figure shows from now on. */
export function tellFigure(id: string, figure: FigureView): void {
  told.set(id, figure);
  const node = nodes.get(id);
  if (node) fill(node, figure);
}

/** Forgets the pictures of another step. What they show is kept: the editor tells only what has changed. */
export function forgetFigures(stepId: string): void {
  for (const id of nodes.keys()) if (!id.startsWith(`${stepId}/`)) nodes.delete(id);
}

function fill(node: HTMLElement, figure: FigureView): void {
  if (figure.type === 'none') node.replaceChildren(element('p', { class: 'quiet' }, figure.text));
  else if (figure.type === 'trace') node.replaceChildren(...traceNodes(figure));
  else if (figure.type === 'chart') fillChart(node, figure);
  else fillDiagram(node, figure);
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
function fillDiagram(node: HTMLElement, { title, mermaid, outline }: Extract<FigureView, { type: 'diagram' }>): void {
  let picture = pictures.get(node);
  if (!picture || !node.contains(picture.node)) {
    const words = element(
      'details',
      { class: 'words' },
      element('summary', {}, 'The same in words'),
      element('div', {}),
    );
    picture = createPicture({
      onChoose: () => undefined,
      onDrawn: () => undefined,
      onProblem: () => words.setAttribute('open', ''),
    });
    pictures.set(node, picture);
    node.replaceChildren(element('figcaption', {}), picture.node, words);
  }
  const caption = node.querySelector('figcaption');
  if (caption) caption.textContent = title;
  picture.node.setAttribute('aria-label', `Diagram of ${title}. The list below says the same in words.`);
  node.querySelector('.words > div')?.replaceChildren(outlineList(outline));
  picture.show(mermaid);
}

/** The chart, the calculation and the table; what is there already is only brought up to date. */
function fillChart(node: HTMLElement, figure: Extract<FigureView, { type: 'chart' }>): void {
  let chart = charts.get(node);
  if (!chart || !node.contains(chart.node)) {
    const note = element('p', { class: 'quiet' });
    chart = createExplainedChart({
      heading: 'h4',
      onDrawn: () => note.replaceChildren(),
      onProblem: (why) =>
        note.replaceChildren(`The chart could not be drawn (${why}). The table says what it should show.`),
    });
    charts.set(node, chart);
    node.replaceChildren(element('figcaption', {}), note, chart.node);
  }
  const caption = node.querySelector('figcaption');
  if (caption) caption.textContent = figure.title;
  chart.show(figure);
}
