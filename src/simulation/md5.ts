/** Rotations of the four rounds (RFC 1321). */
const rotations = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** The MD5 digest of bytes, in hexadecimal (RFC 1321). */
export function md5(bytes: string): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476].map((word) => word | 0);
  const padded = `${bytes}\x80${'\0'.repeat((119 - (bytes.length % 64)) % 64)}`;
  const block = new Int32Array(16);
  for (let at = 0; at < padded.length + 8; at += 64) {
    for (let i = 0; i < 16; i++) block[i] = wordAt(padded, at + i * 4, bytes.length);
    mix(state, block);
  }
  return state.map((word) => [0, 8, 16, 24].map((shift) => hexByte((word >>> shift) & 255)).join('')).join('');
}

/** Behind the padding stands the length in bits. */
function wordAt(padded: string, at: number, length: number): number {
  if (at === padded.length) return (length * 8) | 0;
  if (at === padded.length + 4) return Math.floor(length / 2 ** 29);
  let word = 0;
  for (let i = 3; i >= 0; i--) word = (word << 8) | padded.charCodeAt(at + i);
  return word;
}

function mix(state: number[], block: Int32Array): void {
  let [a, b, c, d] = state as [number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [f, word] =
      round === 0
        ? [(b & c) | (~b & d), i]
        : round === 1
          ? [(d & b) | (~d & c), (5 * i + 1) % 16]
          : round === 2
            ? [b ^ c ^ d, (3 * i + 5) % 16]
            : [c ^ (b | ~d), (7 * i) % 16];
    const sum = (a + f + (sines[i] as number) + (block[word] as number)) | 0;
    const turn = (rotations[round] as readonly number[])[i & 3] as number;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  for (const [index, word] of [a, b, c, d].entries()) state[index] = ((state[index] as number) + word) | 0;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
