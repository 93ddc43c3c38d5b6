import { Exhausted, maxFields, maxTextBytes } from '../exhaustion.ts';
import { escapePattern } from './pattern.ts';

/** A word on its way to becoming arguments. */
export interface Field {
  text: string;
  /** The same with quoted characters marked, so that only unquoted stars are patterns. */
  pattern: string;
  /** True where an unquoted `*`, `?` or `[` is in it. */
  hasPattern: boolean;
}

const globCharacters = /[*?[]/;

/** More are looked at once each: a long `IFS` must not slow every word down. */
const maxSeparators = 16;

/** Collects the pieces of one word and splits them where unquoted expansions have separators. */
export class FieldCollector {
  readonly #separators: string;
  readonly #mode: 'split' | 'whole';
  readonly #done: Field[] = [];
  #bytes = 0;
  #current: Field | undefined;
  /** A non-space separator ended the last field: `a:` has one field, `a::b` three. */
  #afterSpace = false;

  constructor(mode: 'split' | 'whole', separators: string) {
    this.#mode = mode;
    this.#separators = separators.length > maxSeparators ? [...new Set(separators)].join('') : separators;
  }

  /** What is quoted, or written literally with nothing special in it. */
  addQuoted(text: string): void {
    const field = this.#open();
    this.#take(text);
    field.text += text;
    field.pattern += escapePattern(text);
  }

  /** What is written in the script without quotes. */
  addLiteral(text: string): void {
    if (text === '') return;
    const field = this.#open();
    this.#take(text);
    field.text += text;
    field.pattern += text;
    if (globCharacters.test(text)) field.hasPattern = true;
  }

  /** The value of an unquoted expansion: it is split, and its stars are patterns. */
  addExpansion(text: string): void {
    if (this.#mode === 'whole' || this.#separators === '') {
      this.addLiteral(text);
      return;
    }
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const character = text[i] as string;
      if (!this.#separators.includes(character)) {
        this.#afterSpace = false;
        continue;
      }
      this.addLiteral(text.slice(start, i));
      start = i + 1;
      const isSpace = character === ' ' || character === '\t' || character === '\n';
      if (this.#current) this.#close();
      else if (!isSpace && !this.#afterSpace) {
        this.#open();
        this.#close();
      }
      this.#afterSpace = isSpace;
    }
    this.addLiteral(text.slice(start));
  }

  /** Ends the field, as between two values of `"$@"`. */
  breakField(): void {
    if (this.#mode === 'whole') this.addQuoted(' ');
    else this.#close();
  }

  /** What has been collected, in bytes; each field counts as one more. */
  get bytes(): number {
    return this.#bytes + this.#done.length;
  }

  finish(): Field[] {
    this.#close();
    return this.#done;
  }

  #take(text: string): void {
    this.#bytes += text.length;
    if (this.#bytes > maxTextBytes) throw new Exhausted();
  }

  #open(): Field {
    this.#current ??= { text: '', pattern: '', hasPattern: false };
    return this.#current;
  }

  #close(): void {
    if (this.#done.length > maxFields) throw new Exhausted();
    if (this.#current) this.#done.push(this.#current);
    this.#current = undefined;
  }
}
