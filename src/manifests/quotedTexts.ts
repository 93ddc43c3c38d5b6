import type { TextRange } from './textRange.ts';

/** Where the texts in quotes of a document stand, quotes included, in the order of the text. */
export class QuotedTexts {
  readonly #ranges: TextRange[] = [];
  #neverClosed: TextRange | undefined;

  /** Takes the next one: its text from the first quote on, and where it stands. */
  add(quoted: string, start: number): void {
    const range = { start, end: start + quoted.length };
    this.#ranges.push(range);
    if (!isClosed(quoted)) this.#neverClosed ??= range;
  }

  /** The first one that has no quote at its end, or one that belongs to its text (`"a\"`). */
  get neverClosed(): TextRange | undefined {
    return this.#neverClosed;
  }

  /** The last one that begins before an offset. */
  before(offset: number): TextRange | undefined {
    return this.#ranges.findLast(({ start }) => start < offset);
  }

  /**
   * The one whose own quote is missing where a reader stumbles over an offset: it took the first quote of a later text for its
   * end, so it runs over several lines up to a colon, or ends right before other letters.
   */
  unclosedAt(offset: number, text: string): TextRange | undefined {
    const range = this.#ranges.findLast(({ start }) => start <= offset);
    if (!range) return undefined;
    if (range.start === offset) return isOnOneLine(range, text) ? undefined : range;
    return range.end === offset && /[^\s,:#[\]{}]/.test(text.charAt(offset)) ? range : undefined;
  }

  /** The one that ends before an offset, with nothing but blanks between. */
  followedBy(offset: number, text: string): TextRange | undefined {
    const range = this.before(offset);
    return range && /^[ \t]+$/.test(text.slice(range.end, offset)) ? range : undefined;
  }
}

/** True where the text does not run on in the next line. */
export function isOnOneLine({ start, end }: TextRange, text: string): boolean {
  const lineEnd = text.indexOf('\n', start);
  return lineEnd < 0 || lineEnd >= end;
}

function isClosed(quoted: string): boolean {
  const quote = quoted.charAt(0);
  if (quoted.length < 2 || quoted.at(-1) !== quote) return false;
  return quote === '"'
    ? runBefore(quoted.length - 1, '\\', quoted) % 2 === 0
    : runBefore(quoted.length, "'", quoted) % 2 === 1;
}

/** How often a character stands right before an offset, the text's first character not counted. */
function runBefore(offset: number, character: string, text: string): number {
  let start = offset;
  while (start > 1 && text[start - 1] === character) start--;
  return offset - start;
}
