const mask = (1n << 64n) - 1n;
const rounds = 80;
const primes = firstPrimes(rounds);
const constants = primes.map((prime) => rootFraction(prime, 3n));
const start = primes.slice(0, 8).map((prime) => rootFraction(prime, 2n));

/** The SHA-512 digest of bytes, in hexadecimal (FIPS 180-4). */
export function sha512(bytes: string): string {
  const padded = `${bytes}\x80${'\0'.repeat((239 - (bytes.length % 128)) % 128)}`;
  const words = [...padded.matchAll(/[\s\S]{8}/g)].map(([eight]) => wordOf(eight));
  words.push(0n, BigInt(bytes.length) * 8n);
  let state = start;
  for (let at = 0; at < words.length; at += 16) state = mixed(state, words.slice(at, at + 16));
  return state.map((word) => word.toString(16).padStart(16, '0')).join('');
}

function wordOf(bytes: string): bigint {
  let word = 0n;
  for (let at = 0; at < bytes.length; at++) word = (word << 8n) | BigInt(bytes.charCodeAt(at));
  return word;
}

function mixed(state: readonly bigint[], block: readonly bigint[]): bigint[] {
  const words = [...block];
  for (let i = 16; i < rounds; i++) {
    const early = words[i - 15] as bigint;
    const late = words[i - 2] as bigint;
    const sum = right(early, 1n) ^ right(early, 8n) ^ (early >> 7n);
    const other = right(late, 19n) ^ right(late, 61n) ^ (late >> 6n);
    words.push(((words[i - 16] as bigint) + sum + (words[i - 7] as bigint) + other) & mask);
  }
  let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let i = 0; i < rounds; i++) {
    const one = right(e, 14n) ^ right(e, 18n) ^ right(e, 41n);
    const choice = (e & f) ^ (~e & mask & g);
    const first = h + one + choice + (constants[i] as bigint) + (words[i] as bigint);
    const two = right(a, 28n) ^ right(a, 34n) ^ right(a, 39n);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & mask, c, b, a, (first + two + majority) & mask];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] as bigint)) & mask);
}

function right(word: bigint, by: bigint): bigint {
  return (word >> by) | ((word << (64n - by)) & mask);
}

function firstPrimes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
}

/** The first 64 bits behind the point of a root. */
function rootFraction(of: bigint, degree: bigint): bigint {
  const wanted = of << (64n * degree);
  let low = 0n;
  let high = 1n << 72n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle;
  }
  return low & mask;
}
