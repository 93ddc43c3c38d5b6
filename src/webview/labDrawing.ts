import type { DrawingWindow } from './labFigures.ts';
import { createDrawing } from './mermaidDrawing.ts';

// The lab page loads this with its first picture: mermaid is large, and most steps have none.
(window as DrawingWindow).podLabsDrawing = createDrawing;
