import type { TcpListener } from '../network/tcpListener.ts';
import type { TcpSocket } from '../network/tcpSocket.ts';
import { type SystemError, systemError } from './errno.ts';
import { type NotReady, notReady, OpenFile } from './openFile.ts';

/** A descriptor of a socket that takes connections. */
export class ListeningSocket extends OpenFile {
  readonly listener: TcpListener;

  constructor(listener: TcpListener) {
    super();
    this.listener = listener;
  }

  /** The connection that has waited longest. */
  accept(): ConnectedSocket | NotReady {
    const socket = this.listener.accept();
    return socket ? new ConnectedSocket(socket) : notReady;
  }

  override get canRead(): boolean {
    return this.listener.canAccept;
  }

  override whenReady(ready: () => void): () => void {
    return this.listener.whenReady(ready);
  }

  protected override closed(): void {
    this.listener.close();
  }
}

/** A descriptor of one end of a connection. */
export class ConnectedSocket extends OpenFile {
  readonly socket: TcpSocket;

  constructor(socket: TcpSocket) {
    super();
    this.socket = socket;
  }

  override read(maxBytes: number): string | SystemError | NotReady {
    const answer = this.socket.read(maxBytes);
    if (typeof answer === 'string') return answer;
    return answer ? systemError(answer.errno) : notReady;
  }

  override write(text: string): number | SystemError | NotReady {
    const answer = this.socket.write(text);
    if (typeof answer === 'number') return answer;
    return answer ? systemError(answer.errno) : notReady;
  }

  override get canRead(): boolean {
    return this.socket.canRead;
  }

  override get canWrite(): boolean {
    return this.socket.canWrite;
  }

  override whenReady(ready: () => void): () => void {
    return this.socket.whenReady(ready);
  }

  protected override closed(): void {
    this.socket.close();
  }
}
