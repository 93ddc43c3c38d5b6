import uPlot from 'uplot';
import style from 'uplot/dist/uPlot.min.css';
import { amountLabel, amountSteps, clockLabel, timeSteps, topOf } from './chartAxis.ts';
import { drawingOrder, lookOf } from './chartLines.ts';
import type { ChartPanelView, ChartView } from './messages.ts';
import { colourReader } from './theme.ts';

/** One panel of a chart in a node of a page. */
export interface PanelDrawing {
  /** Draws the panel anew in place; the chart tells the time that it shares with the others. */
  draw(panel: ChartPanelView, chart: ChartView): void;
  /** The theme is another. */
  repaint(): void;
  destroy(): void;
}

/** What a panel tells. */
export interface PanelListener {
  /** A moment was clicked, in seconds. */
  onChoose(seconds: number): void;
}

export const panelHeightPx = 140;

/** Makes a panel that fills the width of a node. */
export function createPanel(node: HTMLElement, listener: PanelListener): PanelDrawing {
  addStyle();
  let plot: uPlot | undefined;
  let structure = '';
  let shown: { readonly panel: ChartPanelView; readonly chart: ChartView } | undefined;
  let colours = colourReader();

  const width = () => Math.max(200, Math.floor(node.clientWidth));
  const observer = new ResizeObserver(() => {
    if (plot && width() !== plot.width) plot.setSize({ width: width(), height: panelHeightPx });
  });
  observer.observe(node);

  const make = (panel: ChartPanelView): uPlot => {
    const made = new uPlot(
      optionsOf(panel, {
        width: width(),
        colour: (name) => colours(name),
        current: () => shown,
      }),
      dataOf(panel),
      node,
    );
    made.over.addEventListener('click', ({ offsetX }) => listener.onChoose(made.posToVal(offsetX, 'x')));
    return made;
  };

  return {
    draw(panel, chart) {
      shown = { panel, chart };
      const wanted = JSON.stringify([panel.unit, panel.lines.map((line) => [line.role, pointsOf(line)])]);
      if (plot && wanted === structure) {
        plot.setData(dataOf(panel));
        return;
      }
      plot?.destroy();
      structure = wanted;
      plot = make(panel);
    },
    repaint() {
      colours = colourReader();
      plot?.redraw(false, true);
    },
    destroy() {
      observer.disconnect();
      plot?.destroy();
    },
  };
}

type ChartLine = ChartPanelView['lines'][number];

interface Surroundings {
  readonly width: number;
  readonly colour: (name: string) => string;
  readonly current: () => { readonly panel: ChartPanelView; readonly chart: ChartView } | undefined;
}

function optionsOf(panel: ChartPanelView, { width, colour, current }: Surroundings): uPlot.Options {
  const { unit } = panel;
  const axis = (): Partial<uPlot.Axis> => ({
    stroke: () => colour('--text'),
    font: `12px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: () => colour('--grid'), width: 1 },
    ticks: { stroke: () => colour('--grid'), width: 1, size: 4 },
  });
  const clock = () => current()?.chart.clock ?? 'elapsed';
  return {
    width,
    height: panelHeightPx,
    legend: { show: false },
    cursor: { sync: { key: 'pod-labs' }, drag: { x: false, y: false }, points: { show: false }, y: false },
    padding: [8, 24, 0, 0],
    scales: {
      x: {
        time: false,
        range: () => [current()?.chart.fromSeconds ?? 0, current()?.chart.toSeconds ?? 1],
      },
      y: { range: (_plot, _least, most) => [0, topOf(most, unit)] },
    },
    axes: [
      {
        ...axis(),
        incrs: timeSteps,
        space: 64,
        size: 28,
        values: (_plot, marks) => marks.map((mark) => clockLabel(mark, clock())),
      },
      {
        ...axis(),
        space: 26,
        size: 60,
        ...amountSteps(unit),
        values: (_plot, marks) => marks.map((mark) => amountLabel(mark, unit)),
      },
    ],
    series: [{}, ...ordered(panel).map((line) => seriesOf(line, colour))],
    hooks: { draw: [(plot) => markChosen(plot, current()?.chart, colour('--focus'))] },
  };
}

/** Measurements are points; a line needs two ends, and a single value is seen as a point, too. */
function pointsOf({ role, values }: ChartLine): 'points' | 'none' {
  const isAlone = values.filter((value) => value !== null).length < 2;
  return isAlone || lookOf(role).shape === 'points' ? 'points' : 'none';
}

function seriesOf(line: ChartLine, colour: Surroundings['colour']): uPlot.Series {
  const { colour: name, widthPx, dash, shape } = lookOf(line.role);
  const steps = uPlot.paths.stepped?.({ align: 1 });
  return {
    stroke: () => colour(name),
    width: widthPx,
    dash: [...dash],
    spanGaps: false,
    points: pointsOf(line) === 'points' ? { show: true, size: 5, fill: () => colour(name) } : { show: false },
    ...(shape === 'steps' && steps && { paths: steps }),
  };
}

/** A line through the moment that is explained. */
function markChosen({ ctx, bbox, valToPos }: uPlot, chart: ChartView | undefined, colour: string): void {
  const { chosenSeconds, fromSeconds = 0, toSeconds = 0 } = chart ?? {};
  if (chosenSeconds === undefined || chosenSeconds < fromSeconds || chosenSeconds > toSeconds) return;
  const x = Math.round(valToPos(chosenSeconds, 'x', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([]);
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function ordered({ lines }: ChartPanelView): ChartPanelView['lines'] {
  return [...lines].sort((a, b) => drawingOrder.indexOf(a.role) - drawingOrder.indexOf(b.role));
}

function dataOf(panel: ChartPanelView): uPlot.AlignedData {
  return [[...panel.times], ...ordered(panel).map(({ values }) => [...values])];
}

/** The chart's own style, once for the page: its policy lets styles of ours in, but no style sheet of a package. */
function addStyle(): void {
  const id = 'chart-style';
  if (document.getElementById(id)) return;
  const node = document.createElement('style');
  node.id = id;
  node.textContent = style;
  document.head.append(node);
}
