import type { CorefileToken } from './corefileTokens.ts';

/** Goes through the words of a plugin as its set-up does. The first thing that is wrong is kept; then what is read does not matter. */
export class CorefileWords {
  readonly #tokens: readonly CorefileToken[];
  readonly #file: string;
  #at = -1;
  #problem: string | undefined;

  constructor(tokens: readonly CorefileToken[], file: string) {
    this.#tokens = tokens;
    this.#file = file;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Goes on to the next time that the plugin stands in the block, and returns the words of its line. */
  nextUse(): readonly string[] | undefined {
    if (this.#at >= this.#tokens.length - 1) return undefined;
    this.#at += 1;
    return this.rest();
  }

  /** The words that are left of this line, before a brace. */
  rest(): string[] {
    const words: string[] = [];
    while (this.#isOnLine()) {
      if (this.#tokens[this.#at + 1]?.text === '{') break;
      this.#at += 1;
      words.push(this.#text);
    }
    return words;
  }

  /** The lines of the block that begins here, each by its first word and the others. */
  *block(): Generator<readonly [name: string, words: readonly string[]]> {
    if (!this.#isOnLine() || this.#tokens[this.#at + 1]?.text !== '{') return;
    this.#at += 1;
    while (this.#problem === undefined && this.#at < this.#tokens.length - 1) {
      this.#at += 1;
      if (this.#text === '}') return;
      const name = this.#text;
      yield [name, this.rest()];
    }
  }

  /** Something is wrong, and CoreDNS does not say where. */
  refuse(text: string): undefined {
    this.#problem ??= text;
    return undefined;
  }

  /** Something is wrong at this word. */
  fail(text: string): undefined {
    const { file = this.#file, line = 0 } = this.#tokens[this.#at] ?? {};
    return this.refuse(`${file}:${line} - Error during parsing: ${text}`);
  }

  /** Too few words, or too many. */
  failCount(): undefined {
    if (this.#text === '{') return this.fail("Unexpected token '{', expecting argument");
    return this.fail(`Wrong argument count or unexpected line ending after '${this.#text}'`);
  }

  get #text(): string {
    return this.#tokens[this.#at]?.text ?? '';
  }

  #isOnLine(): boolean {
    const [now, next] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    if (!now || !next) return false;
    return now.file === next.file && now.line + now.text.split('\n').length - 1 === next.line;
  }
}
