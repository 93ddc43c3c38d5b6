import type { Drawing } from './mermaidDrawing.ts';

/** What the script that can draw leaves for the page. */
export interface DrawingWindow extends Window {
  podLabsDrawing?: () => Drawing;
}

/** Read while the page's script runs: later it is gone. The drawing comes from the same place and with the same nonce. */
const ownScript = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
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

function load(): Promise<() => Drawing> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('the drawing did not load'));
    if (!ownScript) {
      fail();
      return;
    }
    const script = document.createElement('script');
    script.nonce = ownScript.nonce;
    script.src = ownScript.src.replace(/[^/]+\.js(?=$|\?)/, 'drawing.js');
    script.onload = () => {
      const make = (window as DrawingWindow).podLabsDrawing;
      if (make) resolve(make);
      else fail();
    };
    script.onerror = fail;
    document.head.append(script);
  });
}
