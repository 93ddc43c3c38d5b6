import mermaid from 'mermaid';
import { drawMapLayout } from './mapLayoutEngine.ts';
import { pictureStyle } from './pictureStyle.ts';
import { drawPodLayout } from './podLayoutEngine.ts';
import type { DiagramTheme } from './theme.ts';

/** Draws mermaid texts one after another; of several that wait, only the last is drawn. */
export interface Drawing {
  /**
   * `onDrawn` gets the SVG of this text unless a later call came before; `onProblem` why there is none. `roomPx` is the width
   * that there is for it: a Pod's boxes stand in as many columns as fit.
   */
  draw(
    text: string,
    theme: DiagramTheme,
    onDrawn: (svg: string) => void,
    onProblem: (why: string) => void,
    roomPx?: number,
  ): void;
}

type Job = Parameters<Drawing['draw']>;

const usualRoomPx = 640;

/** Mermaid is one for the whole page: the room for what it draws now, how many drawings there were, the last of them. */
let roomPx = usualRoomPx;
let count = 0;
let last: Promise<unknown> = Promise.resolve();

mermaid.registerLayoutLoaders([
  {
    name: 'pod',
    loader: async () => ({ render: (data, svg, helpers) => drawPodLayout(data, svg, helpers, roomPx) }),
  },
  {
    name: 'map',
    loader: async () => ({ render: (data, svg, helpers) => drawMapLayout(data, svg, helpers, roomPx) }),
  },
]);

/** A drawing that works in a container of its own outside the visible page, so that nothing flickers. */
export function createDrawing(): Drawing {
  const workshop = document.createElement('div');
  workshop.className = 'workshop';
  workshop.setAttribute('aria-hidden', 'true');
  // Mermaid measures here: it has a size and is never seen.
  workshop.style.cssText = 'position:fixed;top:0;left:-20000px;width:1600px;visibility:hidden';
  document.body.append(workshop);
  let waiting: Job | undefined;
  let working = false;

  const work = async (): Promise<void> => {
    working = true;
    while (waiting) {
      const job: Job = waiting;
      const [, , onDrawn, onProblem] = job;
      waiting = undefined;
      try {
        const svg = await render(job, workshop);
        if (!waiting) onDrawn(svg);
      } catch (problem) {
        if (!waiting) onProblem(problem instanceof Error ? problem.message : String(problem));
      }
      workshop.replaceChildren();
    }
    working = false;
  };

  return {
    draw(...job) {
      waiting = job;
      if (!working) void work();
    },
  };
}

/** One at a time: several drawings of a page share mermaid. */
function render([text, theme, , , room = usualRoomPx]: Job, workshop: HTMLElement): Promise<string> {
  const turn = last.then(async () => {
    roomPx = room;
    count += 1;
    configure(text, theme);
    const { svg } = await mermaid.render(`diagram${count}`, text, workshop);
    return svg;
  });
  last = turn.catch(() => undefined);
  return turn;
}

/** A Service map reads from left to right, a Pod from top to bottom; a sequence diagram needs no layout. */
function layoutOf(text: string): 'map' | 'pod' {
  return text.startsWith('flowchart LR') ? 'map' : 'pod';
}

/** How wide those who take part in a sequence diagram are at least, that it fits into the room. */
function actorPx(text: string): number {
  const count = text.match(/^ {2}participant /gm)?.length ?? 1;
  return Math.max(90, Math.min(150, Math.floor((roomPx - 60) / count) - actorGapPx));
}

const actorGapPx = 24;

function configure(text: string, theme: DiagramTheme): void {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: 200_000,
    layout: layoutOf(text),
    themeCSS: pictureStyle,
    theme: 'base',
    fontFamily: theme.font,
    // Of sequence diagrams, whose own settings it overrides.
    fontSize: 13,
    themeVariables: {
      darkMode: theme.darkMode,
      background: theme.background,
      primaryColor: theme.node,
      primaryTextColor: theme.text,
      primaryBorderColor: theme.line,
      lineColor: theme.line,
      textColor: theme.text,
      titleColor: theme.text,
      clusterBkg: theme.group,
      clusterBorder: theme.line,
      edgeLabelBackground: theme.background,
      tertiaryColor: theme.group,
      tertiaryTextColor: theme.text,
      fontSize: '13px',
      actorBkg: theme.node,
      actorBorder: theme.line,
      actorTextColor: theme.text,
      actorLineColor: theme.line,
      signalColor: theme.line,
      signalTextColor: theme.text,
      noteBkgColor: theme.background,
      noteBorderColor: theme.line,
      noteTextColor: theme.text,
    },
    flowchart: { useMaxWidth: true, htmlLabels: true },
    sequence: {
      useMaxWidth: true,
      mirrorActors: false,
      width: actorPx(text),
      actorMargin: actorGapPx,
      diagramMarginX: 10,
      diagramMarginY: 10,
    },
  });
}
