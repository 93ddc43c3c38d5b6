import type { SocketAddress } from '../../../network/socketAddress.ts';
import { refused } from '../../errno.ts';
import { exchange, type HttpFailure, hasFailed } from '../../http/client.ts';
import { type HttpRequest, type HttpResponse, statusTextOf } from '../../http/message.ts';
import type { Url } from '../../http/url.ts';
import { resolveName } from '../../names.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { connect, type Run } from '../../syscalls.ts';

/** curl's exit code with what it says after it. */
export interface CurlError {
  readonly code: number;
  readonly text: string;
}

/** What became of one request. */
export interface Transfer {
  readonly response: HttpResponse | undefined;
  readonly error: CurlError | undefined;
  /** What `-v` shows. */
  readonly trace: string;
  /** Virtual time from the start to the end. */
  readonly spentMs: number;
  /** Virtual time from the start until there was a connection. */
  readonly connectMs: number;
  readonly url: Url | undefined;
  readonly remoteIp: string;
  readonly local: SocketAddress | undefined;
}

/** One request and its response, within `-m` since `startMs` and `--connect-timeout`. */
export function* transfer(
  process: Process,
  flags: ReadonlyMap<string, string>,
  url: Url,
  request: HttpRequest,
  startMs: number,
): Run<Transfer> {
  let trace = '';
  let connectMs = 0;
  let remoteIp = '';
  let local: SocketAddress | undefined;
  const end = (response: HttpResponse | undefined, error?: CurlError): Transfer => {
    if (error && error.code !== 22) trace += `* ${error.text}\n* closing connection #0\n`;
    return { response, error, trace, spentMs: process.nowMs - startMs, connectMs, url, remoteIp, local };
  };
  const { address, failed } = yield* addressOf(process, flags, url);
  if (!address) return end(undefined, failed);
  const deadlineMs = flags.has('m') ? startMs + millisecondsOf(flags.get('m')) : undefined;
  const connectLimitMs = flags.has('C') ? millisecondsOf(flags.get('C')) : 300_000;
  const leftMs = deadlineMs === undefined ? connectLimitMs : Math.min(connectLimitMs, deadlineMs - process.nowMs);
  const beganMs = process.nowMs;
  trace += `*   Trying ${address.ip.includes(':') ? `[${address.ip}]` : address.ip}:${address.port}...\n`;
  const fd = yield* connect(address, Math.max(0, leftMs));
  connectMs = process.nowMs - startMs;
  if (refused(fd)) {
    const spentMs = process.nowMs - beganMs;
    if (fd.errno === 'ETIMEDOUT' && spentMs >= leftMs) {
      return end(undefined, { code: 28, text: `Connection timed out after ${spentMs} milliseconds` });
    }
    trace += `* connect to ${address.ip} port ${address.port} from 0.0.0.0 port 0 failed: ${fd.text}\n`;
    const text = `Failed to connect to ${url.host} port ${url.port} after ${spentMs} ms: Could not connect to server`;
    return end(undefined, { code: fd.errno === 'ETIMEDOUT' ? 28 : 7, text });
  }
  const file = process.files[fd];
  if (file instanceof ConnectedSocket) local = file.socket.local;
  remoteIp = address.ip;
  trace += `* Connected to ${url.host} (${address.ip}) port ${address.port}\n`;
  if (url.scheme === 'https') {
    process.close(fd);
    // No server of the simulation speaks TLS; what OpenSSL says of an answer in plain HTTP.
    const text = 'TLS connect error: error:0A00010B:SSL routines::wrong version number';
    return end(undefined, { code: 35, text });
  }
  trace += `* using HTTP/1.x\n${lines('>', `${request.method} ${request.target} HTTP/${request.version}`, request.headers)}`;
  trace += '* Request completely sent off\n';
  const outcome = yield* exchange(process, fd, request, deadlineMs);
  process.close(fd);
  if (hasFailed(outcome)) return end(undefined, errorOf(outcome, process.nowMs - startMs));
  const { status, statusText, headers, body } = outcome;
  trace += lines('<', `HTTP/1.1 ${status} ${statusText ?? statusTextOf(status)}`, headers);
  if (body !== '') trace += `{ [${body.length} bytes data]\n`;
  trace += `* Connection #0 to host ${url.host} left intact\n`;
  return end(outcome);
}

function* addressOf(
  process: Process,
  flags: ReadonlyMap<string, string>,
  url: Url,
): Run<{ address?: SocketAddress; failed?: CurlError }> {
  const fixed = flags.get('V');
  const prefix = `${url.host}:${url.port}:`;
  const ip = fixed?.startsWith(prefix) ? fixed.slice(prefix.length) : yield* resolveName(process, url.host);
  if (ip === undefined) return { failed: { code: 6, text: `Could not resolve host: ${url.host}` } };
  return { address: { ip, port: url.port } };
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
