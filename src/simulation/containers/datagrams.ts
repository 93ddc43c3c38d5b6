import type { SocketAddress } from '../network/socketAddress.ts';
import type { Datagram, DatagramContent, UdpSocket } from '../network/udpSocket.ts';
import { refused, type SystemError, systemError } from './errno.ts';
import { type NotReady, notReady, OpenFile } from './openFile.ts';
import type { Process } from './process.ts';
import { poll, type Run } from './syscalls.ts';

/** A descriptor of a socket for datagrams. Read and written like a file it takes those of bytes alone. */
export class DatagramSocket extends OpenFile {
  readonly socket: UdpSocket;

  constructor(socket: UdpSocket) {
    super();
    this.socket = socket;
  }

  override read(maxBytes: number): string | SystemError | NotReady {
    const received = this.socket.receive();
    if (!received) return notReady;
    if ('errno' in received) return systemError(received.errno);
    return typeof received.content === 'string' ? received.content.slice(0, maxBytes) : notReady;
  }

  override write(text: string): number | SystemError {
    const { remote } = this.socket;
    if (!remote) return systemError('EDESTADDRREQ');
    this.socket.send(remote, text);
    return text.length;
  }

  override get canRead(): boolean {
    return this.socket.canReceive;
  }

  override whenReady(ready: () => void): () => void {
    return this.socket.whenReady(ready);
  }

  protected override closed(): void {
    this.socket.close();
  }
}

/** Sends a datagram, to where the socket is connected or to the given address; never waits. */
export function sendDatagram(
  process: Process,
  fd: number,
  content: DatagramContent,
  to?: SocketAddress,
): SystemError | undefined {
  const file = process.files[fd];
  if (!(file instanceof DatagramSocket)) return systemError('EBADF');
  const target = to ?? file.socket.remote;
  if (!target) return systemError('EDESTADDRREQ');
  file.socket.send(target, content);
  return undefined;
}

/**
 * Waits for a datagram. ETIMEDOUT after so many milliseconds of virtual time; ECONNREFUSED where the network says that nobody takes
 * what was sent; EINTR on a caught signal.
 */
export function* receiveDatagram(process: Process, fd: number, timeoutMs?: number): Run<Datagram | SystemError> {
  const deadlineMs = timeoutMs === undefined ? undefined : process.nowMs + timeoutMs;
  for (;;) {
    const file = process.files[fd];
    if (!(file instanceof DatagramSocket)) return systemError('EBADF');
    const received = file.socket.receive();
    if (received) return 'errno' in received ? systemError(received.errno) : received;
    const leftMs = deadlineMs === undefined ? undefined : Math.max(0, deadlineMs - process.nowMs);
    const ready = yield* poll([{ fd, for: 'read' }], leftMs);
    if (refused(ready)) return ready;
    if (ready.length === 0) return systemError('ETIMEDOUT');
  }
}
