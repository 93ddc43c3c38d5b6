/** The first 64 bits of the fractional parts of the roots of primes give the algorithm its constants (FIPS 180-4). */
const primes = firstPrimes(64);
const roundConstants = primes.map((prime) => fraction(Math.cbrt(prime)));
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

/** SHA-256 of an ASCII text, as bytes. */
export function sha256(text: string): number[] {
  const bytes = [...text].map((character) => character.charCodeAt(0) & 0xff);
  const bits = bytes.length * 8;
  bytes.push(0x80);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 7; shift >= 0; shift--) bytes.push(Math.floor(bits / 2 ** (shift * 8)) & 0xff);
  const hash = [...start];
  for (let at = 0; at < bytes.length; at += 64) addBlock(hash, bytes, at);
  return hash.flatMap((word) => [word >>> 24, (word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]);
}

function addBlock(hash: number[], bytes: readonly number[], at: number): void {
  const words: number[] = [];
  for (let i = 0; i < 64; i++) {
    if (i < 16) {
      const b = at + i * 4;
      const [x = 0, y = 0, z = 0, w = 0] = bytes.slice(b, b + 4);
      words.push(((x << 24) | (y << 16) | (z << 8) | w) >>> 0);
      continue;
    }
    const early = words[i - 15] as number;
    const late = words[i - 2] as number;
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words.push(((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) >>> 0);
  }
  let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice;
    const sum = (first + (roundConstants[i] as number) + (words[i] as number)) >>> 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + sum) >>> 0, c, b, a, (sum + second) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] = ((hash[i] as number) + word) >>> 0;
  });
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
