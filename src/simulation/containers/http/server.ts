import type { SocketAddress } from '../../network/socketAddress.ts';
import type { ServedRequest, TcpSocket } from '../../network/tcpSocket.ts';
import { refused, type SystemError } from '../errno.ts';
import { kernelLimits } from '../kernelLimits.ts';
import type { Process } from '../process.ts';
import { ConnectedSocket, ListeningSocket } from '../sockets.ts';
import { accept, type Run, sleep, write } from '../syscalls.ts';
import { ByteReader } from './byteReader.ts';
import { formatResponse, HttpHeaders, type HttpRequest, type HttpResponse } from './message.ts';
import { isMessageProblem, readRequest } from './readMessage.ts';

/** One request while it is answered. */
export interface Exchange {
  /** The thread that answers. */
  readonly thread: Process;
  readonly request: HttpRequest;
  readonly remote: SocketAddress;
  readonly local: SocketAddress;
  /** The server takes no more requests over this connection. */
  readonly isLast?: true;
}

/** What a server does with a request: a response, or nothing where it breaks the connection off. */
export type HttpHandler = (exchange: Exchange) => Run<HttpResponse | undefined>;

export interface HttpServerOptions {
  readonly onRequest: HttpHandler;
  /** After a response is written: the place of an access log. */
  readonly onAnswered?: (exchange: Exchange, response: HttpResponse) => Run<void>;
  /** When a connection is accepted. */
  readonly onConnected?: () => void;
  /** How long a connection is kept between two requests; nginx' `keepalive_timeout` unless given. */
  readonly keepAliveMs?: number;
  /** After so many requests a connection is closed; it is kept where nothing is said. */
  readonly requestsPerConnection?: number;
}

/** Another thread has accepted the connection. */
const acceptMicros = kernelLimits.syscallMicros;
const defaultKeepAliveMs = 65_000;
/** How often a server that is to stop looks whether its last requests are done. */
const drainLookMs = 10;

/** What a request that cannot be read is answered with. */
const refusalStatuses = { malformed: 400, headTooLong: 431, tooLong: 413 } as const;

/** An HTTP/1.1 server on a listening descriptor: threads of the process accept and answer. */
export class HttpServer {
  readonly #process: Process;
  readonly #listenFd: number;
  readonly #options: HttpServerOptions;
  #answering = 0;
  #isStopping = false;

  constructor(process: Process, listenFd: number, options: HttpServerOptions) {
    this.#process = process;
    this.#listenFd = listenFd;
    this.#options = options;
    const file = process.files[listenFd];
    const { requestsPerConnection } = options;
    if (requestsPerConnection !== undefined && file instanceof ListeningSocket)
      file.listener.requestsPerConnection = requestsPerConnection;
  }

  /** From now on requests are answered; EAGAIN where there are too many threads. */
  start(): SystemError | undefined {
    const thread = this.#process.startThread((thread) => this.#acceptAll(thread));
    return refused(thread) ? thread : undefined;
  }

  /** Takes no more connections; what is there goes on. */
  close(): void {
    this.#isStopping = true;
    this.#process.close(this.#listenFd);
  }

  /** Takes no more connections and ends when the requests that are being answered are done. */
  *stop(): Run<void> {
    this.close();
    while (this.#answering > 0) {
      if (yield* sleep(drainLookMs)) return;
    }
  }

  *#acceptAll(thread: Process): Run<number> {
    for (;;) {
      const fd = yield* accept(this.#listenFd);
      if (refused(fd)) {
        // Out of descriptors: connections wait until one is free.
        if (fd.errno === 'EMFILE') yield* sleep(drainLookMs);
        else return 0;
        continue;
      }
      const started = thread.startThread((worker) => this.#serve(worker, fd));
      // Without a thread to spare the accepting one answers itself, and the others wait.
      if (refused(started)) yield* this.#serve(thread, fd);
    }
  }

  *#serve(thread: Process, fd: number): Run<number> {
    const file = thread.files[fd];
    if (!(file instanceof ConnectedSocket)) return 0;
    this.#options.onConnected?.();
    try {
      yield* this.#converse(thread, fd, file.socket);
    } finally {
      // Also where the thread ends before its time: its client must not wait for ever.
      thread.close(fd);
    }
    return 0;
  }

  /** Answers one request after the other. */
  *#converse(thread: Process, fd: number, { local, remote, onServed }: TcpSocket): Run<void> {
    const reader = new ByteReader(thread, fd);
    const { requestsPerConnection = Number.POSITIVE_INFINITY } = this.#options;
    let only: ServedRequest | undefined;
    for (let requests = 1; ; requests++) {
      const { usedMicros } = thread;
      reader.deadlineMs = thread.nowMs + (this.#options.keepAliveMs ?? defaultKeepAliveMs);
      const request = yield* readRequest(reader, function* () {
        yield* write(fd, 'HTTP/1.1 100 Continue\r\n\r\n');
      });
      if (isMessageProblem(request)) {
        if (typeof request === 'string' && request !== 'end') {
          const headers = new HttpHeaders([['Connection', 'close']]);
          yield* write(fd, formatResponse({ status: refusalStatuses[request], headers, body: '' }, 'GET'));
        }
        break;
      }
      const isLast = requests >= requestsPerConnection && { isLast: true as const };
      const exchange = { thread, request, remote, local, ...isLast };
      const { nowMs, computingMs } = thread;
      const goesOn = yield* this.#answer(exchange, fd);
      const heldMs = thread.nowMs - nowMs - (thread.computingMs - computingMs);
      const served = { cpuMs: (thread.usedMicros - usedMicros) / 1000, heldMs };
      onServed?.(served);
      only = requests === 1 ? served : undefined;
      if (!goesOn) break;
    }
    // Where there was but one request, its connection belongs to what it cost.
    if (only) onServed?.({ ...only, cpuMs: (thread.usedMicros + acceptMicros) / 1000 });
  }

  /** Answers one request; whether the connection goes on after that. */
  *#answer(exchange: Exchange, fd: number): Run<boolean> {
    const { request } = exchange;
    this.#answering += 1;
    try {
      const response = yield* this.#options.onRequest(exchange);
      const problem = response
        ? yield* write(fd, formatResponse(this.#withConnection(exchange, response), request.method))
        : undefined;
      if (response && this.#options.onAnswered) yield* this.#options.onAnswered(exchange, response);
      return response !== undefined && !problem && this.#keeps(exchange, response);
    } finally {
      this.#answering -= 1;
    }
  }

  #keeps({ request, isLast }: Exchange, response: HttpResponse): boolean {
    if (this.#isStopping || isLast || response.headers.get('Connection')?.toLowerCase() === 'close') return false;
    const wish = request.headers.get('Connection')?.toLowerCase();
    return request.version === '1.1' ? wish !== 'close' : wish === 'keep-alive';
  }

  #withConnection(exchange: Exchange, response: HttpResponse): HttpResponse {
    if (response.headers.get('Connection') !== undefined) return response;
    const value = this.#keeps(exchange, response) ? 'keep-alive' : 'close';
    return { ...response, headers: new HttpHeaders([...response.headers, ['Connection', value]]) };
  }
}
