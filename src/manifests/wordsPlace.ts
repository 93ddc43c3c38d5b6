import type { TextRange } from './textRange.ts';

/**
 * Where words stand in a part of a text, if they stand there as they are; `occurrence` counts the same words before them. In a
 * value with escapes they may not.
 */
export function wordsPlace(
  text: string,
  { start, end }: TextRange,
  words: string,
  occurrence = 0,
): TextRange | undefined {
  if (words === '') return undefined;
  const part = text.slice(start, end);
  let at = part.indexOf(words);
  for (let skipped = 0; skipped < occurrence && at >= 0; skipped++) at = part.indexOf(words, at + words.length);
  return at < 0 ? undefined : { start: start + at, end: start + at + words.length };
}
