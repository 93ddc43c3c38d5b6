import type { DrawingWindow } from './drawingLoader.ts';
import { createDrawing } from './mermaidDrawing.ts';

// Pages load this with their first picture: mermaid is large, and most steps of a lab have none.
(window as DrawingWindow).podLabsDrawing = createDrawing;
