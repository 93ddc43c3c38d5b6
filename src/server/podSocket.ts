import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Status } from '../api/generated/objects.ts';
import type { ApiEndpoint, ApiRequest, ApiStream, StreamChunk, StreamEnd } from '../api/request.ts';
import { type ChannelProtocol, channelProtocols, endStatus, frameOf, internalError, readFrame } from './channels.ts';

/** So many bytes may wait for a client that reads slowly; then the connection ends. */
const mostWaitingBytes = 16 * 1024 * 1024;
const maxFrameBytes = 4 * 1024 * 1024;
/** WebSocket's own numbers for why a connection ends (RFC 6455, 7.4.1). */
const closeCodes = { normal: 1000, protocolError: 1002, policy: 1008 };

/** What the peer of a new WebSocket may do. */
export interface PodSocket {
  /** Accepts the WebSocket; `refuse` answers with a `Status` instead, over plain HTTP. */
  accept(
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    request: ApiRequest,
    refuse: (status: Status) => void,
  ): void;
  close(): void;
}

/** The door for exec and attach: a WebSocket whose messages carry standard input and output, errors and sizes. */
export function createPodSocket(endpoint: ApiEndpoint): PodSocket {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => protocolOf([...offered]) ?? false,
  });
  return {
    accept(message, socket, head, request, refuse) {
      const protocol = protocolOf((message.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/));
      if (!protocol) {
        refuse(unknownProtocol);
        return;
      }
      const session = new PodSession(request, protocol);
      const { response, stream } = endpoint.open(request, {
        onChunk: (chunk) => session.tell(chunk),
        onEnd: (end) => session.end(end),
      });
      // What fails behind the API server, a real one tells in the error channel: it has let the client in by then.
      if (!stream && response.code !== 500) {
        refuse(response.body as Status);
        return;
      }
      let connected = false;
      server.handleUpgrade(message, socket, head, (webSocket) => {
        connected = true;
        session.connect(webSocket, stream);
        if (!stream) session.fail((response.body as Status).message ?? '');
      });
      if (!connected) stream?.close();
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function protocolOf(offered: readonly string[]): ChannelProtocol | undefined {
  return channelProtocols.find((known) => offered.includes(known));
}

const unknownProtocol: Status = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: `unable to upgrade: the WebSocket must speak one of ${channelProtocols.join(', ')}`,
  reason: 'BadRequest',
  code: 400,
};

/** One exec or attach between its WebSocket and its stream. */
class PodSession {
  readonly #request: ApiRequest;
  readonly #protocol: ChannelProtocol;
  /** A character may be cut in two by the messages. */
  readonly #decoder = new StringDecoder('utf8');
  readonly #early: (() => void)[] = [];
  #webSocket: WebSocket | undefined;

  constructor(request: ApiRequest, protocol: ChannelProtocol) {
    this.#request = request;
    this.#protocol = protocol;
  }

  connect(webSocket: WebSocket, stream: ApiStream | undefined): void {
    this.#webSocket = webSocket;
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', () => stream?.close());
    webSocket.on('message', (data) =>
      this.#read(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer), stream),
    );
    // A real server begins with an empty message, so that the client knows that it is connected.
    this.#send('stdout', '');
    for (const act of this.#early.splice(0)) act();
  }

  tell(chunk: StreamChunk): void {
    if (!this.#webSocket) this.#early.push(() => this.tell(chunk));
    else if (chunk.channel !== 'watch') this.#send(chunk.channel, chunk.text);
  }

  end(end: StreamEnd): void {
    if (!this.#webSocket) this.#early.push(() => this.end(end));
    else this.#finish(endStatus(end, [this.#request.query?.command ?? []].flat()));
  }

  fail(why: string): void {
    this.#finish(internalError(why));
  }

  #finish(status: object): void {
    this.#send('error', JSON.stringify(status));
    this.#webSocket?.close(closeCodes.normal);
  }

  #send(channel: 'stdout' | 'stderr' | 'error', text: string): void {
    const webSocket = this.#webSocket;
    if (!webSocket || webSocket.readyState !== webSocket.OPEN) return;
    if (webSocket.bufferedAmount > mostWaitingBytes) {
      webSocket.close(closeCodes.policy, 'the client reads too slowly');
      return;
    }
    webSocket.send(frameOf(channel, text));
  }

  #read(message: Buffer, stream: ApiStream | undefined): void {
    const frame = readFrame(message, this.#protocol);
    if (typeof frame === 'string') {
      this.#webSocket?.close(closeCodes.protocolError, frame);
    } else if (frame.kind === 'stdin') {
      const text = this.#decoder.write(frame.data);
      if (text !== '') stream?.write(text);
    } else if (frame.kind === 'closeStdin') {
      const rest = this.#decoder.end();
      if (rest !== '') stream?.write(rest);
      stream?.closeInput();
    }
    // A terminal's size changes nothing that the programs of a container could see, yet.
  }
}
