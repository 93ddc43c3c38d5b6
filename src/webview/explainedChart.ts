import { createChart } from './chartNode.ts';
import { button, element, replaceKeepingFocus } from './dom.ts';
import type { ExplainedChart } from './messages.ts';
import { outlineList } from './outline.ts';

/** What a page does with a chart that explains its moments. */
export interface ExplainedChartListener {
  /** The level of the calculation's heading, below that of the text around the chart. */
  readonly heading: 'h2' | 'h4';
  /** Another moment is asked for, in milliseconds since 1970; missing for the newest, whatever comes. */
  readonly onExplain?: (timeMs?: number) => void;
  onDrawn(): void;
  onProblem(why: string): void;
}

/** A chart, one of its moments as a calculation below it, and the whole as a table. */
export interface ExplainedChartNode {
  readonly node: HTMLElement;
  show(shown: ExplainedChart, newest?: 'followed'): void;
}

/** Counts the charts of a page: headings need ids. */
let made = 0;

export function createExplainedChart(listener: ExplainedChartListener): ExplainedChartNode {
  made += 1;
  const { onExplain } = listener;
  const headingId = `calculation-${made}`;
  let shown: ExplainedChart | undefined;
  const chart = createChart({
    onChoose(seconds) {
      if (shown && hasLooks(shown)) onExplain?.(Math.round(shown.chart.originMs + seconds * 1000));
    },
    onDrawn: listener.onDrawn,
    onProblem: listener.onProblem,
  });
  const title = element(listener.heading, { id: headingId });
  const tools = element('div', { class: 'tools', role: 'group', 'aria-label': 'Which look is explained' });
  const outline = element('div', { class: 'reckoning' });
  const calculation = element(
    'section',
    { class: 'calculation', 'aria-labelledby': headingId },
    element('div', { class: 'bar' }, title, ...(onExplain ? [tools] : [])),
    outline,
  );
  const rows = element('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': 'The chart as a table' });
  const table = element('details', { class: 'words' }, element('summary', {}, 'The chart as a table'), rows);
  const node = element('div', { class: 'explained' }, chart.node, calculation, table);
  const written = new Map<Element, string>();

  /** Makes a part anew where it says something else: a screen reader would lose its place. */
  const fill = (part: HTMLElement, content: unknown, make: () => readonly Node[]) => {
    const key = JSON.stringify(content);
    if (written.get(part) === key) return;
    written.set(part, key);
    replaceKeepingFocus(part, ...make());
  };

  return {
    node,
    show(next, newest) {
      shown = next;
      chart.node.classList.toggle('choosable', onExplain !== undefined && hasLooks(next));
      chart.show(next.chart);
      if (title.textContent !== next.calculation.title) title.textContent = next.calculation.title;
      const { earlierMs, laterMs } = next.calculation;
      tools.hidden = !hasLooks(next);
      if (onExplain) {
        fill(tools, [earlierMs, laterMs, newest], () => [
          step('Earlier', earlierMs, onExplain),
          step('Later', laterMs, onExplain),
          button('Newest', 'newest', () => onExplain(), { 'aria-pressed': String(newest === 'followed') }),
        ]);
      }
      fill(outline, next.calculation.outline, () => [outlineList(next.calculation.outline)]);
      table.hidden = next.table.rows.length === 0;
      fill(rows, next.table, () => tableNodes(next, onExplain));
    },
  };
}

function step(text: string, timeMs: number | undefined, onExplain: (timeMs?: number) => void): HTMLButtonElement {
  return button(text, text.toLowerCase(), () => timeMs !== undefined && onExplain(timeMs), {
    // A button that is disabled would lose the focus of who steps through all looks.
    'aria-disabled': timeMs === undefined ? 'true' : undefined,
  });
}

function hasLooks({ table }: ExplainedChart): boolean {
  return table.rows.some(({ timeMs }) => timeMs !== undefined);
}

function tableNodes({ table }: ExplainedChart, onExplain: ExplainedChartListener['onExplain']): Node[] {
  const head = table.columns.map((text) => element('th', { scope: 'col' }, text));
  const body = table.rows.map(({ timeMs, cells: [time = '', ...cells] }) =>
    element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        onExplain && timeMs !== undefined
          ? button(time, `row-${timeMs}`, () => onExplain(timeMs), { class: 'link', 'aria-label': `Explain ${time}` })
          : time,
      ),
      ...cells.map((text) => element('td', {}, text)),
    ),
  );
  const nodes: Node[] = [
    element(
      'table',
      { class: 'looks' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...body),
    ),
  ];
  if (table.left > 0) nodes.push(element('p', { class: 'quiet' }, `${table.left} older ones are not listed.`));
  return nodes;
}
