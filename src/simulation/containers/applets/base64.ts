import type { Process } from '../process.ts';
import { type Program, type Run, write } from '../syscalls.ts';
import { eachBlock } from './byteStream.ts';
import { complain, eachInput, namedRefusal, readAll } from './input.ts';
import { readOptions } from './options.ts';

/** What is encoded at once, in bytes: a multiple of three. */
const blockBytes = 3 * 1024;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `base64`, -d, -w COLUMNS. */
export const base64: Program = function* (process) {
  const { flags, rest, problem } = readOptions(process.argv, 'dw:', { decode: 'd', wrap: 'w' });
  if (problem !== undefined) {
    yield* complain(process, problem);
    return 1;
  }
  if (!flags.has('d')) return yield* encode(process, rest.slice(0, 1), Math.floor(Number(flags.get('w') ?? '76')) || 0);
  let isBroken = false;
  const status = yield* eachInput(process, rest.slice(0, 1), namedRefusal, function* (fd) {
    const text = yield* readAll(fd);
    process.charge(text.length / 100);
    const decoded = decoded64(text);
    yield* write(1, decoded.text);
    if (decoded.isWhole) return;
    isBroken = true;
    yield* complain(process, 'truncated input');
  });
  return isBroken ? 1 : status;
};

/** Writes lines of so many characters as the bytes come; one endless line where that is 0. */
function* encode(process: Process, names: readonly string[], width: number): Run<number> {
  let column = 0;
  const status = yield* eachBlock(
    process,
    names,
    { skip: 0, most: Number.POSITIVE_INFINITY },
    blockBytes,
    function* (block) {
      const encoded = encoded64(block);
      let text = '';
      for (let at = 0; at < encoded.length; ) {
        if (width > 0 && column === width) {
          text += '\n';
          column = 0;
        }
        const part = width > 0 ? encoded.slice(at, at + width - column) : encoded;
        text += part;
        column += part.length;
        at += part.length;
      }
      return (yield* write(1, text)) ? 'enough' : 'more';
    },
  );
  if (width > 0 && column > 0) yield* write(1, '\n');
  return status;
}

/** Bytes as base64 has them, in one line. */
export function encoded64(text: string): string {
  let encoded = '';
  for (let at = 0; at < text.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((offset) => text.charCodeAt(at + offset) || 0);
    const bits = (a << 16) | (b << 8) | c;
    encoded += (alphabet[bits >> 18] as string) + (alphabet[(bits >> 12) & 63] as string);
    encoded += at + 1 < text.length ? alphabet[(bits >> 6) & 63] : '=';
    encoded += at + 2 < text.length ? alphabet[bits & 63] : '=';
  }
  return encoded;
}

/** Ends at what is no base64. */
function decoded64(text: string): { text: string; isWhole: boolean } {
  let decoded = '';
  let bits = 0;
  let count = 0;
  for (const character of text) {
    if (/\s/.test(character)) continue;
    if (character === '=') return { text: decoded, isWhole: count !== 6 };
    const value = alphabet.indexOf(character);
    if (value < 0) return { text: decoded, isWhole: false };
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += String.fromCharCode((bits >> count) & 255);
  }
  return { text: decoded, isWhole: count === 0 };
}
