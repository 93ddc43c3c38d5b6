import { amountLabel, clockLabel } from './chartAxis.ts';
import type { PanelDrawing } from './chartDrawing.ts';
import { lookOf } from './chartLines.ts';
import { loadPanels } from './chartLoader.ts';
import { element } from './dom.ts';
import type { ChartPanelView, ChartRole, ChartView } from './messages.ts';
import { onThemeChange } from './theme.ts';

/** What a page does with a chart. */
export interface ChartListener {
  /** A moment was clicked, in seconds. */
  onChoose(seconds: number): void;
  onDrawn(): void;
  onProblem(why: string): void;
}

/** A chart in a page: a heading, a legend and a drawing for each panel. */
export interface ChartNode {
  readonly node: HTMLElement;
  /** Draws a chart in place of the one before; panels that stay are only brought up to date. */
  show(chart: ChartView): void;
}

interface Panel {
  readonly node: HTMLElement;
  readonly head: HTMLElement;
  readonly legend: HTMLElement;
  readonly plot: HTMLElement;
  drawing: PanelDrawing | undefined;
}

/** Makes an empty chart, which follows the editor's theme and its own width. */
export function createChart(listener: ChartListener): ChartNode {
  const node = element('div', { class: 'chart' });
  const panels: Panel[] = [];
  let shown: ChartView | undefined;

  const draw = async (): Promise<void> => {
    try {
      const make = await loadPanels();
      // Several may have come while the script was loading: the last is drawn.
      if (!shown) return;
      for (const [place, view] of shown.panels.entries()) {
        const panel = panels[place];
        if (!panel) continue;
        panel.drawing ??= make(panel.plot, { onChoose: (seconds) => listener.onChoose(seconds) });
        panel.drawing.draw(view, shown);
      }
      listener.onDrawn();
    } catch (problem) {
      listener.onProblem(problem instanceof Error ? problem.message : String(problem));
    }
  };

  onThemeChange(() => {
    for (const { drawing } of panels) drawing?.repaint();
  });

  return {
    node,
    show(chart) {
      shown = chart;
      for (const panel of panels.splice(chart.panels.length)) {
        panel.drawing?.destroy();
        panel.node.remove();
      }
      for (const [place, view] of chart.panels.entries()) {
        let panel = panels[place];
        if (!panel) {
          panel = newPanel();
          panels.push(panel);
          node.append(panel.node);
        }
        describe(panel, view, chart);
      }
      void draw();
    },
  };
}

function newPanel(): Panel {
  const head = element('p', { class: 'panel-title' });
  const legend = element('ul', { class: 'legend', 'aria-label': 'Lines' });
  const plot = element('div', { class: 'plot', role: 'img' });
  const node = element('div', { class: 'panel' }, element('div', { class: 'panel-head' }, head, legend), plot);
  return { node, head, legend, plot, drawing: undefined };
}

function describe({ head, legend, plot }: Panel, view: ChartPanelView, chart: ChartView): void {
  setText(head, view.title);
  const lines = view.lines.map(({ name, role, values }) => ({ name, role, last: lastOf(values) }));
  const words = lines.map(
    ({ name, last }) => `${name} ${last === undefined ? 'unknown' : amountLabel(last, view.unit)}`,
  );
  const key = JSON.stringify(lines.map(({ name, role }) => [name, role]));
  if (legend.dataset.key !== key) {
    legend.dataset.key = key;
    legend.replaceChildren(...lines.map(({ name, role }) => element('li', {}, swatch(role), name)));
  }
  const end = clockLabel(chart.toSeconds, chart.clock);
  plot.setAttribute(
    'aria-label',
    `${view.title} over time. At the end, ${end}: ${words.join(', ')}. The table says all.`,
  );
}

/** A piece of the line as it is drawn. */
function swatch(role: ChartRole): HTMLElement {
  const { colour, widthPx, dash } = lookOf(role);
  const kind = dash.length === 0 ? 'solid' : (dash[0] ?? 0) < 4 ? 'dotted' : 'dashed';
  return element('span', { class: 'swatch', style: `border-top: ${Math.max(2, widthPx)}px ${kind} var(${colour})` });
}

function lastOf(values: readonly (number | null)[]): number | undefined {
  return values.findLast((value) => value !== null) ?? undefined;
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
