import { createPanel } from './chartDrawing.ts';
import type { ChartingWindow } from './chartLoader.ts';

// Pages load this with their first chart: most have none.
(window as ChartingWindow).podLabsCharting = createPanel;
