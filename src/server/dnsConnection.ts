import type { Socket } from 'node:net';
import { maxQueryBytes } from './dnsReply.ts';

/** A connection that is silent for so long ends, milliseconds (`tcp` of the plugin `timeouts` of CoreDNS: 10 s). */
const idleMs = 10_000;
/** Over one connection so many questions are answered, as CoreDNS does; then the client may open another. */
const maxQueries = 128;
/** A client that does not read its answers is let go, bytes. */
const maxUnread = 512 * 1024;

/** Serves one connection: each message after its length (RFC 7766). `reply` says what is sent back for a message, if anything is. */
export function serveDnsConnection(socket: Socket, reply: (message: Uint8Array) => Uint8Array | undefined): void {
  let unread: Buffer = Buffer.alloc(0);
  let queries = 0;
  socket.setNoDelay(true);
  socket.setTimeout(idleMs, () => socket.destroy());
  // Whatever happens to one connection concerns it alone.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    while (unread.length >= 2 && queries < maxQueries && !socket.destroyed) {
      const length = unread.readUInt16BE(0);
      if (length === 0 || length > maxQueryBytes) {
        socket.destroy();
        return;
      }
      if (unread.length < 2 + length) return;
      const message = unread.subarray(2, 2 + length);
      unread = unread.subarray(2 + length);
      queries += 1;
      const answer = reply(message);
      if (!answer) continue;
      const head = Buffer.alloc(2);
      head.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([head, answer]));
      if (socket.writableLength > maxUnread) socket.destroy();
    }
    if (queries >= maxQueries) {
      unread = Buffer.alloc(0);
      socket.end();
    }
  });
}
