import type { ByteReader, ReadProblem } from '../../http/byteReader.ts';
import type { Run } from '../../syscalls.ts';

/** What one request or a line of it may hold, in bytes. */
const maxLineBytes = 64 * 1024;
const maxBulkBytes = 8 * 1024 * 1024;
const maxItems = 1024;

/** An answer of the server, before it is written for the wire. */
export type Reply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'bulk'; readonly text: string | undefined }
  | { readonly kind: 'array'; readonly items: readonly Reply[] | undefined };

export const status = (text: string): Reply => ({ kind: 'status', text });
export const error = (text: string): Reply => ({ kind: 'error', text });
export const integer = (value: number): Reply => ({ kind: 'integer', value });
export const bulk = (text: string | undefined): Reply => ({ kind: 'bulk', text });
export const array = (items: readonly Reply[] | undefined): Reply => ({ kind: 'array', items });
export const bulks = (texts: Iterable<string>): Reply => array([...texts].map(bulk));

/** A reply in the redis protocol, RESP2 (https://redis.io/docs/latest/develop/reference/protocol-spec/). */
export function formatReply(reply: Reply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.text === undefined ? '$-1\r\n' : `$${reply.text.length}\r\n${reply.text}\r\n`;
    case 'array':
      return reply.items === undefined
        ? '*-1\r\n'
        : `*${reply.items.length}\r\n${reply.items.map(formatReply).join('')}`;
  }
}

/** The words of a command as a client sends them. */
export function formatCommand(words: readonly string[]): string {
  return formatReply(bulks(words));
}

/** Reads one command: an array of words, or a line of them as from `nc`. */
export function* readCommand(reader: ByteReader): Run<readonly string[] | ReadProblem | 'malformed'> {
  const line = yield* reader.until('\n', maxLineBytes);
  if (!isText(line)) return line;
  const text = line.text.replace(/\r$/, '');
  if (!text.startsWith('*')) return text.split(/\s+/).filter((word) => word !== '');
  const count = Number(text.slice(1));
  if (!Number.isInteger(count) || count > maxItems) return 'malformed';
  const words: string[] = [];
  for (let i = 0; i < count; i++) {
    const item = yield* readReply(reader);
    if (!isReply(item)) return item;
    if (item.kind !== 'bulk' || item.text === undefined) return 'malformed';
    words.push(item.text);
  }
  return words;
}

/** Reads one reply of a server. */
export function* readReply(reader: ByteReader): Run<Reply | ReadProblem | 'malformed'> {
  const line = yield* reader.until('\r\n', maxLineBytes);
  if (!isText(line)) return line;
  const rest = line.text.slice(1);
  switch (line.text[0]) {
    case '+':
      return status(rest);
    case '-':
      return error(rest);
    case ':':
      return integer(Number(rest));
    case '$': {
      const length = Number(rest);
      if (length === -1) return bulk(undefined);
      if (!(length >= 0 && length <= maxBulkBytes)) return 'malformed';
      const body = yield* reader.exactly(length + 2);
      return isText(body) ? bulk(body.text.slice(0, -2)) : body;
    }
    case '*': {
      const count = Number(rest);
      if (count === -1) return array(undefined);
      if (!(count >= 0 && count <= maxItems * maxItems)) return 'malformed';
      const items: Reply[] = [];
      for (let i = 0; i < count; i++) {
        const item = yield* readReply(reader);
        if (!isReply(item)) return item;
        items.push(item);
      }
      return array(items);
    }
    default:
      return 'malformed';
  }
}

/** Whether something came, and not a reason why nothing did. */
export function isReply(outcome: Reply | ReadProblem | 'malformed'): outcome is Reply {
  return typeof outcome === 'object' && 'kind' in outcome;
}

function isText(outcome: { readonly text: string } | ReadProblem): outcome is { readonly text: string } {
  return typeof outcome === 'object' && !('errno' in outcome);
}
