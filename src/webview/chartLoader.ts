import type { PanelDrawing, PanelListener } from './chartDrawing.ts';
import { loadPageScript } from './pageScript.ts';

/** What the script that can draw charts leaves for the page. */
export interface ChartingWindow extends Window {
  podLabsCharting?: PanelMaker;
}

type PanelMaker = (node: HTMLElement, listener: PanelListener) => PanelDrawing;

let loading: Promise<PanelMaker> | undefined;

/** The maker of panels, loaded with the first chart, once for the page. Rejects where that fails; the next call is another try. */
export async function loadPanels(): Promise<PanelMaker> {
  loading ??= load();
  try {
    return await loading;
  } catch (problem) {
    loading = undefined;
    throw problem;
  }
}

async function load(): Promise<PanelMaker> {
  await loadPageScript('charting.js', 'chart');
  const make = (window as ChartingWindow).podLabsCharting;
  if (!make) throw new Error('the chart did not load');
  return make;
}
