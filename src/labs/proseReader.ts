import type { ProsePart } from './lab.ts';
import type { LabReading } from './labReading.ts';
import { type FencedBlock, fencedBlocks, type TextRange, textWithout } from './markdownBlocks.ts';
import { readPodReference } from './podReference.ts';
import { readYaml } from './yamlFields.ts';

/** Reads Markdown with figures between its words: blocks `diagram` and `trace`, each with a Pod. */
export function readProse(text: string, range: TextRange, reading: LabReading): ProsePart[] {
  const parts: ProsePart[] = [];
  let at = range.start;
  const addText = (end: number): void => {
    const words = textWithout(text, { start: at, end }, []);
    if (words !== '') parts.push({ type: 'markdown', text: words });
  };
  for (const block of fencedBlocks(text, range)) {
    const { language } = block;
    if (language !== 'diagram' && language !== 'trace') continue;
    addText(block.range.start);
    at = block.range.end;
    const of = readFigure(text, block, reading);
    if (of) parts.push({ type: language, of });
  }
  addText(range.end);
  return parts;
}

function readFigure(text: string, block: FencedBlock, reading: LabReading) {
  const fields = readYaml(text, block.body, reading)?.fields();
  const of = fields && readPodReference(fields);
  fields?.end();
  return of;
}
