import type { ByteReader, ReadProblem } from '../../http/byteReader.ts';
import type { Run } from '../../syscalls.ts';

/** A message of PostgreSQL's protocol 3 (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
export interface Message {
  /** One letter; '' for the first message of a client, which has none. */
  readonly type: string;
  readonly body: string;
}

/** A message may be so long, in bytes. */
const maxMessageBytes = 1024 * 1024;
/** Version 3.0 as the first message has it. */
export const protocolVersion = int32(196_608);

export function int32(value: number): string {
  return String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

export function int16(value: number): string {
  return String.fromCharCode((value >>> 8) & 255, value & 255);
}

/** The number that four bytes say. */
export function readInt32(text: string, at = 0): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 256 + text.charCodeAt(at + i), 0);
}

export function formatMessage(type: string, body: string): string {
  return `${type}${int32(body.length + 4)}${body}`;
}

/** Name and value pairs, each with a zero byte behind it. */
export function strings(texts: readonly string[]): string {
  return texts.map((text) => `${text}\0`).join('');
}

/** The next message; `first` has no letter. */
export function* readMessage(reader: ByteReader, kind: 'first' | 'later'): Run<Message | ReadProblem> {
  const letters = kind === 'first' ? 0 : 1;
  const head = yield* reader.exactly(letters + 4);
  if (!isText(head)) return head;
  const length = readInt32(head.text, letters) - 4;
  if (length < 0 || length > maxMessageBytes) return 'tooLong';
  const body = yield* reader.exactly(length);
  return isText(body) ? { type: head.text.slice(0, letters), body: body.text } : body;
}

export function isMessage(outcome: Message | ReadProblem): outcome is Message {
  return typeof outcome === 'object' && 'body' in outcome;
}

function isText(outcome: { readonly text: string } | ReadProblem): outcome is { readonly text: string } {
  return typeof outcome === 'object' && !('errno' in outcome);
}
