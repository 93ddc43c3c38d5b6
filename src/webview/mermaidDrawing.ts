import mermaid from 'mermaid';
import type { DiagramTheme } from './theme.ts';

/** Draws mermaid texts one after another; of several that wait, only the last is drawn. */
export interface Drawing {
  /** `onDrawn` gets the SVG of this text unless a later call came before; `onProblem` why there is none. */
  draw(text: string, theme: DiagramTheme, onDrawn: (svg: string) => void, onProblem: (why: string) => void): void;
}

type Job = Parameters<Drawing['draw']>;

/** A drawing that works in a container of its own outside the visible page, so that nothing flickers. */
export function createDrawing(): Drawing {
  const workshop = document.createElement('div');
  workshop.className = 'workshop';
  workshop.setAttribute('aria-hidden', 'true');
  document.body.append(workshop);
  let waiting: Job | undefined;
  let working = false;
  let count = 0;

  const work = async (): Promise<void> => {
    working = true;
    while (waiting) {
      const [text, theme, onDrawn, onProblem]: Job = waiting;
      waiting = undefined;
      count += 1;
      try {
        configure(theme);
        const { svg } = await mermaid.render(`diagram${count}`, text, workshop);
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

function configure(theme: DiagramTheme): void {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    maxTextSize: 200_000,
    theme: 'base',
    fontFamily: theme.font,
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
      fontSize: '14px',
    },
    flowchart: { useMaxWidth: true, curve: 'basis', nodeSpacing: 40, rankSpacing: 45 },
  });
}
