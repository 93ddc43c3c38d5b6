import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { OutlineItem } from '../../src/diagrams/outlineItem.ts';
import { outlineText } from './outlineText.ts';

/** Compares a diagram and its outline with a golden file; `UPDATE=1` writes it. */
export function matchesGolden(
  file: string,
  { mermaid, outline }: { readonly mermaid: string; readonly outline: readonly OutlineItem[] },
): void {
  const actual = `${mermaid}\n${outlineText(outline)}`;
  if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, actual);
  assert.equal(actual, readFileSync(file, 'utf8'));
}

/** A line of mermaid with at most one label, in which nothing can end the label or begin a tag, but our own breaks and bold names. */
export const safeLine = /^[^"]*("(<b>[^"<>`]*<\/b>)?[^"<>`]*(<br\/>[^"<>`]*)*"[^"]*)?$/;
