/** Appends smaller than this share a chunk, in bytes: a log that grows line by line stays cheap to read and to keep. */
const chunkBytes = 4096;

/** No chunk is longer, so that writing in the middle costs little, in bytes. */
const maxChunkBytes = 64 * 1024;

/** The bytes of a file, kept in chunks so that an append costs what is appended. */
export class FileContent {
  #chunks: string[] = [];
  /** Where each chunk begins. */
  #starts: number[] = [];
  #size = 0;

  constructor(text = '') {
    this.#append(text);
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
    const low = this.#chunkAt(offset);
    const begin = offset - (this.#starts[low] as number);
    return (this.#chunks[low] as string).slice(begin, begin + maxBytes);
  }

  write(offset: number, text: string): void {
    if (text === '') return;
    if (offset === this.#size) {
      this.#append(text);
      return;
    }
    if (offset > this.#size) this.#append('\0'.repeat(offset - this.#size));
    const overwritten = Math.min(text.length, this.#size - offset);
    for (let done = 0; done < overwritten; ) done += this.#overwrite(offset + done, text.slice(done, overwritten));
    if (overwritten < text.length) this.#append(text.slice(overwritten));
  }

  truncate(size: number): void {
    if (size !== this.#size) this.#replace(this.text.slice(0, size).padEnd(size, '\0'));
  }

  /** Which chunk holds that byte. */
  #chunkAt(offset: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Puts bytes in the place of others of one chunk; returns how many. */
  #overwrite(offset: number, text: string): number {
    const index = this.#chunkAt(offset);
    const chunk = this.#chunks[index] as string;
    const begin = offset - (this.#starts[index] as number);
    const taken = text.slice(0, chunk.length - begin);
    this.#chunks[index] = chunk.slice(0, begin) + taken + chunk.slice(begin + taken.length);
    return taken.length;
  }

  #append(text: string): void {
    for (let at = 0; at < text.length; at += maxChunkBytes) this.#appendPiece(text.slice(at, at + maxChunkBytes));
  }

  #appendPiece(text: string): void {
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
    this.#chunks = [];
    this.#starts = [];
    this.#size = 0;
    this.#append(text);
  }
}
