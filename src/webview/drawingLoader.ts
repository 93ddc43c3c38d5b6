import type { Drawing } from './mermaidDrawing.ts';
import { loadPageScript } from './pageScript.ts';

/** What the script that can draw leaves for the page. */
export interface DrawingWindow extends Window {
  podLabsDrawing?: () => Drawing;
}

let loading: Promise<() => Drawing> | undefined;

/** A drawing whose script is loaded with the first picture, once for the page. */
export function lazyDrawing(): Drawing {
  let own: Drawing | undefined;
  return {
    draw(...job) {
      loading ??= load();
      loading.then(
        (make) => {
          own ??= make();
          own.draw(...job);
        },
        (problem: Error) => {
          // The next picture is another try.
          loading = undefined;
          job[3](problem.message);
        },
      );
    },
  };
}

async function load(): Promise<() => Drawing> {
  await loadPageScript('drawing.js', 'drawing');
  const make = (window as DrawingWindow).podLabsDrawing;
  if (!make) throw new Error('the drawing did not load');
  return make;
}
