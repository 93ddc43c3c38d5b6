import { isFigure, readFigure } from './figureReader.ts';
import type { ProsePart } from './lab.ts';
import type { LabReading } from './labReading.ts';
import { fencedBlocks, type TextRange, textWithout } from './markdownBlocks.ts';

/** Reads Markdown with figures between its words. */
export function readProse(text: string, range: TextRange, reading: LabReading): ProsePart[] {
  const parts: ProsePart[] = [];
  let at = range.start;
  const addText = (end: number): void => {
    const words = textWithout(text, { start: at, end }, []);
    if (words !== '') parts.push({ type: 'markdown', text: words });
  };
  for (const block of fencedBlocks(text, range)) {
    if (!isFigure(block)) continue;
    addText(block.range.start);
    at = block.range.end;
    const figure = readFigure(text, block, reading);
    if (figure) parts.push(figure);
  }
  addText(range.end);
  return parts;
}
