import { isLoopback } from '../../../network/socketAddress.ts';
import { refused } from '../../errno.ts';
import type { Url } from '../../http/url.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { connect, type Run } from '../../syscalls.ts';
import type { CurlConnection, CurlConnections } from './curlConnections.ts';

/** curl's exit code with what it says after it. */
export interface CurlError {
  readonly code: number;
  readonly text: string;
}

/** A new connection, or why there is none. */
export interface CurlOpened {
  readonly connection?: CurlConnection;
  readonly error?: CurlError;
  /** As `-v` shows it. */
  readonly trace: string;
  /** Virtual time from the start until the name was looked up, and until there was a connection; 0 where it was not, or was none. */
  readonly nameLookupMs: number;
  readonly connectMs: number;
}

/** Curl's own limit for a connection without any given one, milliseconds. */
const usualLimitMs = 300_000;

/**
 * Opens a connection to a URL's host: looks its name up and tries its addresses one after the other, those of IPv6 first. The last may
 * take all the time that is left, each before it half of it.
 */
export function* curlConnect(
  process: Process,
  connections: CurlConnections,
  url: Url,
  times: { readonly startMs: number; readonly deadlineMs: number | undefined; readonly limitMs: number | undefined },
): Run<CurlOpened> {
  const number = connections.nextNumber();
  const { startMs, limitMs = usualLimitMs } = times;
  const endMs = Math.min(startMs + limitMs, times.deadlineMs ?? Number.POSITIVE_INFINITY);
  const names = yield* connections.names.find(process, url, endMs, startMs);
  const nameLookupMs = process.nowMs - startMs;
  let { trace } = names;
  const fail = (error: CurlError, how: 'closing' | 'shutting down'): CurlOpened => {
    trace += `* ${error.text}\n* ${how} connection #${number}\n`;
    return { error, trace, nameLookupMs: names.problem ? 0 : nameLookupMs, connectMs: 0 };
  };
  if (names.problem) return fail(names.problem, 'shutting down');
  let last = 7;
  for (const [index, ip] of names.addresses.entries()) {
    const { port } = url;
    trace += `*   Trying ${ip.includes(':') ? `[${ip}]` : ip}:${port}...\n`;
    const leftMs = Math.max(0, endMs - process.nowMs);
    const isLast = index === names.addresses.length - 1;
    const fd = yield* connect({ ip, port }, isLast ? leftMs : Math.ceil(leftMs / 2));
    if (!refused(fd)) {
      const file = process.files[fd];
      const local = file instanceof ConnectedSocket ? file.socket.local : undefined;
      trace += `* Connected to ${url.host} (${ip}) port ${port}\n`;
      const connection = { fd, number, remoteIp: ip, local };
      return { connection, trace, nameLookupMs, connectMs: process.nowMs - startMs };
    }
    if (process.nowMs >= endMs) {
      return fail({ code: 28, text: `Connection timed out after ${process.nowMs - startMs} milliseconds` }, 'closing');
    }
    if (fd.errno === 'ENETUNREACH') trace += `* Immediate connect fail for ${ip}: ${fd.text}\n`;
    else {
      const own = isLoopback(ip) ? ip : process.kernel.network.ip;
      const from = `${own} port ${process.kernel.network.ephemeralPort()}`;
      trace += `* connect to ${ip} port ${port} from ${from} failed: ${fd.text}\n`;
    }
    last = fd.errno === 'ETIMEDOUT' ? 28 : 7;
  }
  const text = `Failed to connect to ${url.host} port ${url.port} after ${process.nowMs - startMs} ms: Could not connect to server`;
  return fail({ code: last, text }, 'closing');
}
