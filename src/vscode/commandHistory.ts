/** More lines than this are forgotten, the oldest first. */
const maxLines = 500;

/** The lines a person entered before, walked with the up and down keys; what was half typed is kept meanwhile. */
export class CommandHistory {
  readonly #lines: string[];
  #position: number;
  #draft = '';

  constructor(lines: readonly string[] = []) {
    this.#lines = lines.slice(-maxLines);
    this.#position = this.#lines.length;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Remembers an entered line, once where it repeats the one before, and goes back to the end. */
  add(line: string): void {
    if (line.trim() !== '' && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > maxLines) this.#lines.shift();
    this.leave();
  }

  /** Goes back to the end, without a draft. */
  leave(): void {
    this.#position = this.#lines.length;
    this.#draft = '';
  }

  /** The line before, if there is one; `current` is what stands in the editor now. */
  older(current: string): string | undefined {
    if (this.#position === 0) return undefined;
    if (this.#position === this.#lines.length) this.#draft = current;
    this.#position -= 1;
    return this.#lines[this.#position];
  }

  /** The line after; at the end, the draft. */
  newer(): string | undefined {
    if (this.#position >= this.#lines.length) return undefined;
    this.#position += 1;
    return this.#position === this.#lines.length ? this.#draft : this.#lines[this.#position];
  }
}
