import { refused, type SystemError } from '../errno.ts';
import type { Run } from '../syscalls.ts';
import type { ByteReader, ReadProblem } from './byteReader.ts';
import { HttpHeaders, type HttpRequest, type HttpResponse } from './message.ts';

/** What servers allow for the start line and the fields (nginx: 4 buffers of 8 KiB). */
const maxHeadBytes = 32 * 1024;
const maxFields = 200;
/** A body is kept in memory: more than this is refused. */
const maxBodyBytes = 4 * 1024 * 1024;

/** Why there is no message: the connection ended before one began, it is malformed or too long, or a call failed. */
export type MessageProblem = 'end' | 'malformed' | 'headTooLong' | 'tooLong' | SystemError;

/** Whether a message could not be read. */
export function isMessageProblem<T extends object>(answer: T | MessageProblem): answer is MessageProblem {
  return typeof answer === 'string' || refused(answer);
}

/**
 * The next request of a connection. `goOn` is called before the body is read where the client waits for that
 * (`Expect: 100-continue`).
 */
export function* readRequest(reader: ByteReader, goOn: () => Run<void>): Run<HttpRequest | MessageProblem> {
  const head = yield* readHead(reader);
  if (isMessageProblem(head)) return head;
  const start = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.([01])$/.exec(head.start);
  if (!start) return 'malformed';
  if (head.headers.get('Expect')?.toLowerCase() === '100-continue') yield* goOn();
  const body = yield* readBody(reader, head.headers, 'none');
  if (isMessageProblem(body)) return body;
  const [, method = '', target = '', minor] = start;
  return { method, target, version: minor === '0' ? '1.0' : '1.1', headers: head.headers, body: body.text };
}

/** The response to a request of that method. */
export function* readResponse(reader: ByteReader, method: string): Run<HttpResponse | MessageProblem> {
  for (;;) {
    const head = yield* readHead(reader);
    if (isMessageProblem(head)) return head;
    const start = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(head.start);
    if (!start) return 'malformed';
    const status = Number(start[1]);
    if (status >= 100 && status < 200 && status !== 101) continue;
    const bodiless = method === 'HEAD' || status === 204 || status === 304 || status === 101;
    const body = bodiless ? { text: '' } : yield* readBody(reader, head.headers, 'toTheEnd');
    if (isMessageProblem(body)) return body;
    return { status, statusText: start[2] ?? '', headers: head.headers, body: body.text };
  }
}

function* readHead(
  reader: ByteReader,
): Run<{ readonly start: string; readonly headers: HttpHeaders } | MessageProblem> {
  const head = yield* reader.head(maxHeadBytes);
  if (head === 'tooLong') return 'headTooLong';
  if (isMessageProblem(head)) return head;
  const [start = '', ...lines] = head.text.split('\n');
  if (lines.length > maxFields) return 'headTooLong';
  const fields: [string, string][] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0 || /\s/.test(line.slice(0, colon))) return 'malformed';
    fields.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
  }
  return { start: start.endsWith('\r') ? start.slice(0, -1) : start, headers: new HttpHeaders(fields) };
}

function* readBody(
  reader: ByteReader,
  headers: HttpHeaders,
  withoutLength: 'none' | 'toTheEnd',
): Run<{ readonly text: string } | MessageProblem> {
  if (headers.get('Transfer-Encoding')?.toLowerCase() === 'chunked') return yield* readChunks(reader);
  const length = headers.get('Content-Length');
  if (length === undefined) {
    return withoutLength === 'none' ? { text: '' } : afterTheHead(yield* reader.rest(maxBodyBytes));
  }
  if (!/^\d{1,12}$/.test(length)) return 'malformed';
  if (Number(length) > maxBodyBytes) return 'tooLong';
  return afterTheHead(yield* reader.exactly(Number(length)));
}

function* readChunks(reader: ByteReader): Run<{ readonly text: string } | MessageProblem> {
  let text = '';
  for (;;) {
    const line = afterTheHead(yield* reader.until('\r\n', 1024));
    if (isMessageProblem(line)) return line;
    const size = /^([0-9a-fA-F]{1,8})(?:;.*)?$/.exec(line.text);
    if (!size) return 'malformed';
    const count = Number.parseInt(size[1] as string, 16);
    if (text.length + count > maxBodyBytes) return 'tooLong';
    const piece = afterTheHead(yield* reader.exactly(count + 2));
    if (isMessageProblem(piece)) return piece;
    if (count === 0) return { text };
    text += piece.text.slice(0, count);
  }
}

/** A connection that ends within a message has broken it. */
function afterTheHead(answer: { readonly text: string } | ReadProblem): { readonly text: string } | MessageProblem {
  return answer === 'end' ? 'malformed' : answer;
}
