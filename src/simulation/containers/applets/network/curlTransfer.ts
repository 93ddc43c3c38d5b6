import type { SocketAddress } from '../../../network/socketAddress.ts';
import { exchange, type HttpFailure, hasFailed } from '../../http/client.ts';
import { type HttpRequest, type HttpResponse, statusTextOf } from '../../http/message.ts';
import type { Url } from '../../http/url.ts';
import type { Process } from '../../process.ts';
import type { Run } from '../../syscalls.ts';
import { type CurlError, curlConnect } from './curlConnect.ts';
import type { CurlConnection, CurlConnections } from './curlConnections.ts';

/** What became of one request. */
export interface Transfer {
  readonly response: HttpResponse | undefined;
  readonly error: CurlError | undefined;
  /** What `-v` shows. */
  readonly trace: string;
  /** Virtual time from the start to the end. */
  readonly spentMs: number;
  /** Virtual time from the start until there was a connection; 0 where one was there. */
  readonly connectMs: number;
  /** Virtual time from the start until the name was looked up; 0 where that was not needed. */
  readonly nameLookupMs: number;
  /** How many connections it made: none where it went over one that was there. */
  readonly connects: number;
  readonly url: Url | undefined;
  readonly remoteIp: string;
  readonly local: SocketAddress | undefined;
}

/** One request and its response, within `-m` since `startMs` and `--connect-timeout`. */
export function* transfer(
  process: Process,
  flags: ReadonlyMap<string, string>,
  connections: CurlConnections,
  url: Url,
  request: HttpRequest,
  startMs: number,
): Run<Transfer> {
  const nothing = { trace: '', connectMs: 0, connects: 0, url, remoteIp: '', local: undefined, response: undefined };
  const deadlineMs = flags.has('m') ? startMs + millisecondsOf(flags.get('m')) : undefined;
  let trace = '';
  const kept = connections.take(url);
  if (kept) {
    trace += `* Re-using existing http: connection with host ${url.host}\n`;
    const done = yield* over(process, connections, kept, url, request, startMs, deadlineMs);
    // A server may end what nobody used for a while: then curl begins anew.
    if (!done.hasDied) return { ...done, connectMs: 0, nameLookupMs: 0, connects: 0, trace: trace + done.trace };
    trace += '* Connection died, retrying a fresh connect (retry count: 1)\n';
  }
  const limitMs = flags.has('C') ? millisecondsOf(flags.get('C')) : undefined;
  const opened = yield* curlConnect(process, connections, url, { startMs, deadlineMs, limitMs });
  trace += opened.trace;
  const { connectMs, nameLookupMs, connection, error } = opened;
  if (!connection) {
    return { ...nothing, error, connectMs, nameLookupMs, spentMs: process.nowMs - startMs, trace };
  }
  const done = yield* over(process, connections, connection, url, request, startMs, deadlineMs);
  return { ...done, connectMs, nameLookupMs, connects: 1, trace: trace + done.trace };
}

/** A request over a connection that is there; `hasDied` where the other side had ended it before. */
function* over(
  process: Process,
  connections: CurlConnections,
  connection: CurlConnection,
  url: Url,
  request: HttpRequest,
  startMs: number,
  deadlineMs: number | undefined,
): Run<Omit<Transfer, 'connectMs' | 'nameLookupMs' | 'connects'> & { readonly hasDied: boolean }> {
  const { fd, number, remoteIp, local } = connection;
  let trace = '';
  const failed = (error: CurlError, hasDied = false) => {
    process.close(fd);
    trace += `* ${error.text}\n* closing connection #${number}\n`;
    return { response: undefined, error, trace, spentMs: process.nowMs - startMs, url, remoteIp, local, hasDied };
  };
  if (url.scheme === 'https') {
    // No server of the simulation speaks TLS; what OpenSSL says of an answer in plain HTTP.
    const text = 'TLS connect error: error:0A00010B:SSL routines::wrong version number';
    return failed({ code: 35, text });
  }
  trace += `* using HTTP/1.x\n${lines('>', `${request.method} ${request.target} HTTP/${request.version}`, request.headers)}`;
  trace += '* Request completely sent off\n';
  const outcome = yield* exchange(process, fd, request, deadlineMs);
  if (hasFailed(outcome)) return failed(errorOf(outcome, process.nowMs - startMs), isBrokenOff(outcome));
  const { status, statusText, headers, body } = outcome;
  trace += lines('<', `HTTP/1.1 ${status} ${statusText ?? statusTextOf(status)}`, headers);
  if (body !== '') trace += `{ [${body.length} bytes data]\n`;
  trace += connections.putBack(process, url, connection, request, outcome);
  const spentMs = process.nowMs - startMs;
  return { response: outcome, error: undefined, trace, spentMs, url, remoteIp, local, hasDied: false };
}

/** The other side has ended the connection before it answered anything. */
function isBrokenOff({ problem }: HttpFailure): boolean {
  return problem === 'end' || (typeof problem !== 'string' && ['ECONNRESET', 'EPIPE'].includes(problem.errno));
}

function errorOf({ problem }: HttpFailure, spentMs: number): CurlError {
  if (problem === 'end') return { code: 52, text: 'Empty reply from server' };
  if (problem === 'malformed') return { code: 1, text: 'Received HTTP/0.9 when not allowed' };
  if (typeof problem === 'string') return { code: 56, text: 'Too large response headers' };
  if (problem.errno === 'ETIMEDOUT') {
    return { code: 28, text: `Operation timed out after ${spentMs} milliseconds with 0 bytes received` };
  }
  const isSend = problem.errno === 'EPIPE';
  return { code: isSend ? 55 : 56, text: `${isSend ? 'Send' : 'Recv'} failure: ${problem.text}` };
}

function lines(mark: string, first: string, headers: Iterable<readonly [string, string]>): string {
  const fields = [...headers].map(([name, value]) => `${mark} ${name}: ${value}\r\n`);
  return `${mark} ${first}\r\n${fields.join('')}${mark} \r\n`;
}

function millisecondsOf(text: string | undefined): number {
  const ms = Math.round(Number(text) * 1000);
  return Number.isFinite(ms) && ms > 0 ? ms : 300_000;
}
