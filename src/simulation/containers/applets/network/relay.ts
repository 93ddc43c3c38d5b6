import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { poll, type Run, read, write } from '../../syscalls.ts';

/** How a relay ended: the other end closed or broke off, or nothing came for too long. */
export type RelayEnd = 'closed' | 'reset' | 'idle';

/**
 * Carries bytes between standard input and output and a connection until the other end closes; with a limit also when
 * nothing came from it for so long, milliseconds.
 */
export function* relay(process: Process, fd: number, idleMs?: number): Run<RelayEnd> {
  let inputIsOpen = true;
  for (;;) {
    const wanted = [{ fd, for: 'read' as const }, ...(inputIsOpen ? [{ fd: 0, for: 'read' as const }] : [])];
    const ready = yield* poll(wanted, idleMs);
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
