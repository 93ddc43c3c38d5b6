/** Appends smaller than this share a chunk, in bytes: a log that grows line by line stays cheap to read and to keep. */
const chunkBytes = 4096;

/** The bytes of a file, kept in chunks so that an append costs what is appended. */
export class FileContent {
  #chunks: string[];
  /** Where each chunk begins. */
  #starts: number[];
  #size: number;

  constructor(text = '') {
    this.#chunks = text === '' ? [] : [text];
    this.#starts = text === '' ? [] : [0];
    this.#size = text.length;
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  /** The whole content. */
  get text(): string {
    return this.#chunks.join('');
  }

  /** At most `maxBytes` from `offset`, perhaps fewer; nothing at the end. */
  read(offset: number, maxBytes: number): string {
    if (offset >= this.#size) return '';
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    const begin = offset - (this.#starts[low] as number);
    return (this.#chunks[low] as string).slice(begin, begin + maxBytes);
  }

  write(offset: number, text: string): void {
    if (text === '') return;
    if (offset === this.#size) {
      this.#append(text);
      return;
    }
    const whole = this.text;
    const before = offset > whole.length ? whole.padEnd(offset, '\0') : whole.slice(0, offset);
    this.#replace(before + text + whole.slice(offset + text.length));
  }

  truncate(size: number): void {
    if (size !== this.#size) this.#replace(this.text.slice(0, size).padEnd(size, '\0'));
  }

  #append(text: string): void {
    const last = this.#chunks.length - 1;
    const lastChunk = this.#chunks[last];
    if (lastChunk !== undefined && lastChunk.length + text.length <= chunkBytes) this.#chunks[last] = lastChunk + text;
    else {
      this.#chunks.push(text);
      this.#starts.push(this.#size);
    }
    this.#size += text.length;
  }

  #replace(text: string): void {
    this.#chunks = text === '' ? [] : [text];
    this.#starts = text === '' ? [] : [0];
    this.#size = text.length;
  }
}
