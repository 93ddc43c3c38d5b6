import { DatagramSocket, sendDatagram } from '../../datagrams.ts';
import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { poll, type Run, read, write } from '../../syscalls.ts';

/** How a relay ended: the other end closed or broke off, or nothing came for too long. */
export type RelayEnd = 'closed' | 'reset' | 'idle';

/**
 * Carries bytes between standard input and output and a connection until the other end closes; with a limit also when the input has
 * ended and nothing came for so long, milliseconds.
 */
export function* relay(process: Process, fd: number, idleMs?: number): Run<RelayEnd> {
  let inputIsOpen = true;
  for (;;) {
    const wanted = [{ fd, for: 'read' as const }, ...(inputIsOpen ? [{ fd: 0, for: 'read' as const }] : [])];
    const ready = yield* poll(wanted, inputIsOpen ? undefined : idleMs);
    if (refused(ready)) return 'reset';
    if (ready.length === 0) return 'idle';
    for (const wish of ready) {
      const piece = yield* read(wish.fd);
      if (wish.fd === fd) {
        if (refused(piece)) return 'reset';
        if (piece === '') return 'closed';
        if (yield* write(1, piece)) return 'closed';
        continue;
      }
      if (refused(piece) || piece === '') {
        inputIsOpen = false;
        const file = process.files[fd];
        if (file instanceof ConnectedSocket) file.socket.shutdown();
      } else if (yield* write(fd, piece)) return 'reset';
    }
  }
}

/**
 * The same with datagrams: each piece of input is one. They have no end: without a limit it goes on for ever. A socket that takes from
 * all answers who came first.
 */
export function* relayDatagrams(process: Process, fd: number, idleMs?: number): Run<RelayEnd> {
  let inputIsOpen = true;
  const file = process.files[fd];
  if (!(file instanceof DatagramSocket)) return 'reset';
  let peer = file.socket.remote;
  for (;;) {
    // Before anybody came there is nobody to send to.
    const input = inputIsOpen && peer ? [{ fd: 0, for: 'read' as const }] : [];
    const ready = yield* poll([{ fd, for: 'read' as const }, ...input], inputIsOpen ? undefined : idleMs);
    if (refused(ready)) return 'reset';
    if (ready.length === 0) return 'idle';
    for (const wish of ready) {
      if (wish.fd === 0) {
        const piece = yield* read(0);
        if (refused(piece) || piece === '') inputIsOpen = false;
        else if (sendDatagram(process, fd, piece, peer)) return 'reset';
        continue;
      }
      const received = file.socket.receive();
      if (!received) continue;
      if ('errno' in received) return 'reset';
      const isStranger = peer && (peer.ip !== received.from.ip || peer.port !== received.from.port);
      if (isStranger || typeof received.content !== 'string') continue;
      peer = received.from;
      if (yield* write(1, received.content)) return 'closed';
    }
  }
}
