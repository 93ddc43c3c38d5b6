/** The SHA-1 digest of bytes, in hexadecimal (FIPS 180-4). */
export function sha1(bytes: string): string {
  return digest(bytes, [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], mix1);
}

/** The SHA-256 digest of bytes, in hexadecimal (FIPS 180-4). */
export function sha256(bytes: string): string {
  return digest(
    bytes,
    roots.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
    mix256,
  );
}

const roots = primes(64);
const constants256 = roots.map((prime) => fraction(Math.cbrt(prime)));
const constants1 = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point. */
function fraction(number: number): number {
  return Math.floor((number % 1) * 2 ** 32) | 0;
}

function digest(bytes: string, start: readonly number[], mix: (state: number[], words: Int32Array) => void): string {
  const state = start.map((word) => word | 0);
  const padded = `${bytes}\x80${'\0'.repeat((119 - (bytes.length % 64)) % 64)}`;
  const words = new Int32Array(80);
  for (let at = 0; at < padded.length + 8; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = wordAt(padded, at + i * 4, bytes.length);
    mix(state, words);
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Behind the padding stands the length in bits. */
function wordAt(padded: string, at: number, length: number): number {
  if (at === padded.length) return Math.floor(length / 2 ** 29);
  if (at === padded.length + 4) return (length * 8) | 0;
  let word = 0;
  for (let i = 0; i < 4; i++) word = (word << 8) | padded.charCodeAt(at + i);
  return word;
}

function left(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function add(state: number[], by: readonly number[]): void {
  for (const [index, word] of by.entries()) state[index] = ((state[index] as number) + word) | 0;
}

function mix1(state: number[], words: Int32Array): void {
  for (let i = 16; i < 80; i++) {
    words[i] = left(
      (words[i - 3] as number) ^ (words[i - 8] as number) ^ (words[i - 14] as number) ^ (words[i - 16] as number),
      1,
    );
  }
  let [a, b, c, d, e] = state as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const round = Math.floor(i / 20);
    const f = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const sum = (left(a, 5) + f + e + (constants1[round] as number) + (words[i] as number)) | 0;
    [e, d, c, b, a] = [d, c, left(b, 30), a, sum];
  }
  add(state, [a, b, c, d, e]);
}

function mix256(state: number[], words: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15] as number;
    const late = words[i - 2] as number;
    const s0 = left(early, 25) ^ left(early, 14) ^ (early >>> 3);
    const s1 = left(late, 15) ^ left(late, 13) ^ (late >>> 10);
    words[i] = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = left(e, 26) ^ left(e, 21) ^ left(e, 7);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (constants256[i] as number) + (words[i] as number)) | 0;
    const s0 = left(a, 30) ^ left(a, 19) ^ left(a, 10);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  add(state, [a, b, c, d, e, f, g, h]);
}
