/**
 * How many columns a text takes in VS Code's terminal, which counts by code point (its Unicode 11 tables): wide East Asian
 * letters and emoji take two, combining marks and joiners none.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += codePointWidth(letter);
  return width;
}

/** Splits a text into what a person sees as single characters, so that a cursor never stops inside one. */
export function splitCharacters(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** First and last code point of the wide blocks, after Unicode's EastAsianWidth.txt (W and F) without emoji. */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

function codePointWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(letter)) return 0;
  const isFlagLetter = code >= 0x1f1e6 && code <= 0x1f1ff;
  if (!isFlagLetter && /\p{Emoji_Presentation}/u.test(letter)) return 2;
  return wideBlocks.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
