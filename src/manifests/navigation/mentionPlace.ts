import type { ManifestDocument } from '../manifestFile.ts';
import { shifted, type TextRange } from '../textRange.ts';
import { wordsPlace } from '../wordsPlace.ts';
import { nodeRange } from '../written.ts';
import type { Mention } from './mention.ts';

/** The words of a mention in its file; undefined where they do not stand there as they are. */
export function placeOfMention(document: ManifestDocument, mention: Mention): TextRange | undefined {
  const { path, part, words, occurrence } = mention;
  if (words === undefined) return document.rangeOf(path, part === 'pair' ? 'node' : part);
  const base = startOfText(document);
  const place = wordsPlace(document.parsed.text, shifted(document.rangeOf(path, 'value'), -base), words, occurrence);
  return place && shifted(place, base);
}

/** What a reader sees as the whole of it: the item of a list, the manifest. */
export function wholeOfMention(document: ManifestDocument, { path, whole }: Mention): TextRange {
  if (whole && whole.length === 0) return withoutBlanks(document);
  return document.rangeOf(whole ?? path, 'node');
}

/** Where the text begins that a document was read from: its own, or that of the List around it. */
export function startOfText(document: ManifestDocument): number {
  const root = nodeRange(document.parsed.root);
  return root ? document.rangeOf([], 'value').start - root.start : document.range.start;
}

function withoutBlanks(document: ManifestDocument): TextRange {
  const { start } = document.range;
  const base = startOfText(document);
  const written = document.parsed.text.slice(start - base, document.range.end - base).trimEnd();
  return { start, end: start + written.length };
}
