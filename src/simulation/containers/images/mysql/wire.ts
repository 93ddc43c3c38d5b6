import type { ByteReader, ReadProblem } from '../../http/byteReader.ts';
import type { Run } from '../../syscalls.ts';

/** A packet of MySQL's protocol may be so long here, in bytes. */
const maxPacketBytes = 256 * 1024;

/** A packet: its length in three bytes, its number, its body. */
export function packet(number: number, body: string): string {
  const { length } = body;
  return String.fromCharCode(length & 255, (length >> 8) & 255, (length >> 16) & 255, number & 255) + body;
}

export function* readPacket(reader: ByteReader): Run<{ readonly body: string } | ReadProblem> {
  const head = yield* reader.exactly(4);
  if (typeof head === 'string' || 'errno' in head) return head;
  const length = head.text.charCodeAt(0) | (head.text.charCodeAt(1) << 8) | (head.text.charCodeAt(2) << 16);
  if (length > maxPacketBytes) return 'tooLong';
  const body = yield* reader.exactly(length);
  return typeof body === 'string' || 'errno' in body ? body : { body: body.text };
}

export function isPacket(outcome: { readonly body: string } | ReadProblem): outcome is { readonly body: string } {
  return typeof outcome === 'object' && 'body' in outcome;
}

/** A text with its length before it. */
export function lengthString(text: string): string {
  const { length } = text;
  const head =
    length < 251 ? String.fromCharCode(length) : `\xfc${String.fromCharCode(length & 255, (length >> 8) & 255)}`;
  return head + text;
}

/** The texts of a row. */
export function readLengthStrings(body: string): string[] {
  const texts: string[] = [];
  for (let at = 0; at < body.length; ) {
    let length = body.charCodeAt(at++);
    if (length === 0xfc) {
      length = body.charCodeAt(at) | (body.charCodeAt(at + 1) << 8);
      at += 2;
    }
    texts.push(body.slice(at, at + length));
    at += length;
  }
  return texts;
}

export const okBody = '\x00\x00\x00\x02\x00\x00\x00';
export const endBody = '\xfe\x00\x00\x02\x00';

export function errorBody(code: number, state: string, text: string): string {
  return `\xff${String.fromCharCode(code & 255, code >> 8)}#${state}${text}`;
}
