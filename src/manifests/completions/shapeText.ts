import { scalarText } from '../edits/yamlText.ts';
import { type Fields, type Hole, isHole, type Shape } from './shape.ts';
import { TwoTexts } from './twoTexts.ts';

/** How the surroundings of the cursor are written. */
export interface Writing {
  readonly style: 'block' | 'flow';
  /** Spaces before further lines. */
  readonly indent: number;
}

/** A shape as text: `plain` has what stands in its holes, `snippet` is VS Code's snippet with the holes left open. */
export interface ShapeText {
  readonly plain: string;
  /** Only where there are holes. */
  readonly snippet?: string;
}

/** `name: value`, and further fields on lines of their own (in flow style behind commas). */
export function fieldsText(fields: Fields, writing: Writing): ShapeText {
  const out = new TwoTexts();
  writeFields(out, fields, writing);
  return out.result();
}

/** A value that stands by itself, such as an item of a list in flow style. */
export function valueText(shape: Shape, writing: Writing): ShapeText {
  const out = new TwoTexts();
  writeInline(out, shape, writing);
  return out.result();
}

/** An item of a list in block style, with its dash. */
export function itemText(item: Shape, { indent }: Writing): ShapeText {
  const out = new TwoTexts();
  writeItem(out, item, indent);
  return out.result();
}

/** Whole documents, with the lines between them. */
export function documentsText(documents: readonly Fields[]): ShapeText {
  const out = new TwoTexts();
  documents.forEach((fields, index) => {
    if (index > 0) out.put('\n---\n');
    writeFields(out, fields, { style: 'block', indent: 0 });
  });
  out.put('\n');
  return out.result();
}

function writeFields(out: TwoTexts, fields: Fields, writing: Writing): void {
  Object.entries(fields).forEach(([name, value], index) => {
    if (index > 0) out.put(writing.style === 'flow' ? ', ' : `\n${pad(writing.indent)}`);
    out.put(`${scalarText(name, 'yaml')}:`);
    if (writing.style === 'block') writeBelowKey(out, value, writing.indent);
    else {
      out.put(' ');
      writeInline(out, value, writing);
    }
  });
}

/** What follows a key at `indent`: a value on its line, or a block below it. */
function writeBelowKey(out: TwoTexts, value: Shape, indent: number): void {
  const inner = indent + 2;
  if (isHole(value) && value.begins !== 'scalar') {
    out.put(`\n${pad(inner)}${value.begins === 'list' ? '- ' : ''}`);
    out.putHole(value, 'plain');
  } else if (isList(value) && value.length > 0) {
    for (const item of value) {
      out.put(`\n${pad(inner)}`);
      writeItem(out, item, inner);
    }
  } else if (isFields(value) && Object.keys(value).length > 0) {
    out.put(`\n${pad(inner)}`);
    writeFields(out, value, { style: 'block', indent: inner });
  } else if (typeof value === 'string' && value.includes('\n')) {
    out.put(' |');
    for (const line of value.replace(/\n$/, '').split('\n')) out.put(line === '' ? '\n' : `\n${pad(inner)}${line}`);
  } else {
    out.put(' ');
    writeInline(out, value, { style: 'block', indent });
  }
}

function writeItem(out: TwoTexts, item: Shape, indent: number): void {
  out.put('- ');
  if (isFields(item) && Object.keys(item).length > 0) writeFields(out, item, { style: 'block', indent: indent + 2 });
  else writeInline(out, item, { style: 'flow', indent });
}

function writeInline(out: TwoTexts, value: Shape, writing: Writing): void {
  if (isHole(value)) writeHole(out, value);
  else if (isList(value)) {
    out.put('[');
    value.forEach((item, index) => {
      if (index > 0) out.put(', ');
      writeInline(out, item, { ...writing, style: 'flow' });
    });
    out.put(']');
  } else if (isFields(value)) {
    const isEmpty = Object.keys(value).length === 0;
    out.put(isEmpty ? '{' : '{ ');
    writeFields(out, value, { ...writing, style: 'flow' });
    out.put(isEmpty ? '}' : ' }');
  } else out.put(scalarText(value, 'yaml'));
}

function writeHole(out: TwoTexts, hole: Hole): void {
  const [open, close] = { scalar: ['', ''], map: ['{ ', ' }'], list: ['[', ']'] }[hole.begins] as [string, string];
  // What needs quotes keeps them around whatever is written instead.
  const isQuoted = typeof hole.text === 'string' && hole.text !== '' && scalarText(hole.text, 'yaml') !== hole.text;
  out.put(open);
  out.putHole(hole, isQuoted ? 'quoted' : 'plain');
  out.put(close);
}

function isList(shape: Shape): shape is readonly Shape[] {
  return Array.isArray(shape);
}

function isFields(shape: Shape): shape is Fields {
  return typeof shape === 'object' && !Array.isArray(shape) && !isHole(shape);
}

function pad(count: number): string {
  return ' '.repeat(count);
}
