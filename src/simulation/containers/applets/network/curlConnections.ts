import type { SocketAddress } from '../../../network/socketAddress.ts';
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import type { Url } from '../../http/url.ts';
import type { Process } from '../../process.ts';
import type { CurlNames } from './curlNames.ts';

/** An open connection of curl. */
export interface CurlConnection {
  readonly fd: number;
  /** As `-v` counts them, from 0. */
  readonly number: number;
  readonly remoteIp: string;
  readonly local: SocketAddress | undefined;
}

/**
 * The connections of one curl command: what is left open after a response carries the next request to the same host and
 * port (keep-alive; https://everything.curl.dev/transfers/conn/reuse.html). All end with the process.
 */
export class CurlConnections {
  readonly names: CurlNames;
  readonly #kept = new Map<string, CurlConnection>();
  #opened = 0;

  constructor(names: CurlNames) {
    this.names = names;
  }

  /** The number of the next connection. */
  nextNumber(): number {
    return this.#opened++;
  }

  /** The connection that was kept for such a URL; it is kept no longer. */
  take(url: Url): CurlConnection | undefined {
    const key = keyOf(url);
    const connection = this.#kept.get(key);
    this.#kept.delete(key);
    return connection;
  }

  /** Keeps a connection where both sides leave it open, or closes it; what `-v` says of it. */
  putBack(
    process: Process,
    url: Url,
    connection: CurlConnection,
    request: HttpRequest,
    response: HttpResponse,
  ): string {
    if (leavesOpen(request, response)) {
      this.#kept.set(keyOf(url), connection);
      return `* Connection #${connection.number} to host ${url.host} left intact\n`;
    }
    process.close(connection.fd);
    return `* shutting down connection #${connection.number}\n`;
  }
}

function keyOf({ scheme, host, port }: Url): string {
  return `${scheme}://${host}:${port}`;
}

function leavesOpen(request: HttpRequest, { status, headers }: HttpResponse): boolean {
  if (request.version !== '1.1' || isClosing(request.headers.get('Connection'))) return false;
  if (isClosing(headers.get('Connection'))) return false;
  const isBodiless = request.method === 'HEAD' || status === 204 || status === 304;
  // A body of unknown length ends with its connection.
  return isBodiless || headers.get('Content-Length') !== undefined || headers.get('Transfer-Encoding') !== undefined;
}

function isClosing(field: string | undefined): boolean {
  return field?.toLowerCase() === 'close';
}
