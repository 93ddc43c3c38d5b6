/** The longest stored piece of DEFLATE, in bytes. */
const maxStoredBytes = 65_535;

/**
 * Bytes as a gzip file (RFC 1952), stored and not made smaller: every gunzip reads it, but it is no shorter than what
 * went in.
 */
export function gzipped(bytes: string, checksum: number): string {
  let pieces = '';
  for (let at = 0; at === 0 || at < bytes.length; at += maxStoredBytes) {
    const piece = bytes.slice(at, at + maxStoredBytes);
    const last = at + maxStoredBytes >= bytes.length ? '\x01' : '\0';
    pieces += last + little(piece.length, 2) + little(~piece.length, 2) + piece;
  }
  return `\x1f\x8b\x08\0\0\0\0\0\0\x03${pieces}${little(checksum, 4)}${little(bytes.length, 4)}`;
}

function little(value: number, bytes: number): string {
  let text = '';
  for (let i = 0; i < bytes; i++) text += String.fromCharCode((value >>> (8 * i)) & 255);
  return text;
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as gzip and zip use it. */
export function crc32(bytes: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (crcTable[(crc ^ bytes.charCodeAt(i)) & 255] as number);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** What a gzip file holds; nothing where it is none, is broken, or holds more than that many bytes. */
export function gunzipped(file: string, maxBytes: number): string | undefined {
  if (!file.startsWith('\x1f\x8b\x08')) return undefined;
  const flags = file.charCodeAt(3);
  let at = 10;
  if (flags & 4) at += 2 + file.charCodeAt(at) + file.charCodeAt(at + 1) * 256;
  for (const bit of [8, 16]) if (flags & bit) at = file.indexOf('\0', at) + 1;
  if (flags & 2) at += 2;
  const bytes = new Inflater(file, at, maxBytes).whole();
  if (bytes === undefined) return undefined;
  return bytes;
}

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const fixedLengths = [...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)];

class Broken {}

/** A code by its length and value. */
type Codes = ReadonlyMap<number, number>;

function codesOf(lengths: readonly number[]): Codes {
  const counts = new Array(16).fill(0);
  for (const length of lengths) if (length > 0) counts[length] += 1;
  const next = new Array(16).fill(0);
  for (let length = 1; length < 16; length++)
    next[length] = (next[length - 1] + (length > 1 ? counts[length - 1] : 0)) << 1;
  const codes = new Map<number, number>();
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    codes.set((1 << length) | next[length], symbol);
    next[length] += 1;
  }
  return codes;
}

/** Reads DEFLATE (RFC 1951). */
class Inflater {
  readonly #source: string;
  readonly #maxBytes: number;
  #at: number;
  #bits = 0;
  #count = 0;
  readonly #out: number[] = [];

  constructor(source: string, at: number, maxBytes: number) {
    this.#source = source;
    this.#at = at;
    this.#maxBytes = maxBytes;
  }

  whole(): string | undefined {
    try {
      for (let isLast = false; !isLast; ) {
        isLast = this.#take(1) === 1;
        const kind = this.#take(2);
        if (kind === 0) this.#stored();
        else if (kind === 1) this.#coded(codesOf(fixedLengths), codesOf(Array(30).fill(5)));
        else if (kind === 2) this.#dynamic();
        else return undefined;
      }
    } catch (broken) {
      if (broken instanceof Broken) return undefined;
      throw broken;
    }
    let text = '';
    for (let i = 0; i < this.#out.length; i += 8192) text += String.fromCharCode(...this.#out.slice(i, i + 8192));
    return text;
  }

  #take(count: number): number {
    while (this.#count < count) {
      if (this.#at >= this.#source.length) throw new Broken();
      this.#bits |= this.#source.charCodeAt(this.#at++) << this.#count;
      this.#count += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#count -= count;
    return value;
  }

  #put(byte: number): void {
    if (this.#out.length >= this.#maxBytes) throw new Broken();
    this.#out.push(byte);
  }

  #stored(): void {
    this.#bits = 0;
    this.#count = 0;
    const length = this.#take(16);
    this.#take(16);
    for (let i = 0; i < length; i++) this.#put(this.#take(8));
  }

  #symbol(codes: Codes): number {
    let code = 1;
    for (let length = 1; length < 16; length++) {
      code = (code << 1) | this.#take(1);
      const symbol = codes.get(code);
      if (symbol !== undefined) return symbol;
    }
    throw new Broken();
  }

  #dynamic(): void {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const order = this.#take(4) + 4;
    const lengths: number[] = new Array(19).fill(0);
    for (const index of codeOrder.slice(0, order)) lengths[index] = this.#take(3);
    const codes = codesOf(lengths);
    const all: number[] = [];
    while (all.length < literals + distances) {
      const symbol = this.#symbol(codes);
      if (symbol < 16) all.push(symbol);
      else {
        const value = symbol === 16 ? (all[all.length - 1] ?? 0) : 0;
        const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
        for (let i = 0; i < times; i++) all.push(value);
      }
    }
    this.#coded(codesOf(all.slice(0, literals)), codesOf(all.slice(literals)));
  }

  #coded(literals: Codes, distances: Codes): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === 256) return;
      if (symbol < 256) {
        this.#put(symbol);
        continue;
      }
      const length = (lengthBases[symbol - 257] ?? 0) + this.#take(lengthBits[symbol - 257] ?? 0);
      const code = this.#symbol(distances);
      const extra = Math.max(0, (code >> 1) - 1);
      const distance = (code < 2 ? code : (2 + (code & 1)) << extra) + this.#take(extra) + 1;
      if (distance > this.#out.length) throw new Broken();
      for (let i = 0; i < length; i++) this.#put(this.#out[this.#out.length - distance] as number);
    }
  }
}
