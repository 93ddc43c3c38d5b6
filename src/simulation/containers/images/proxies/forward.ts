import type { SocketAddress } from '../../../network/socketAddress.ts';
import { refused, type SystemError } from '../../errno.ts';
import { exchange as exchangeMessages, hasFailed } from '../../http/client.ts';
import { HttpHeaders, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { connect, poll, type Run, read, write } from '../../syscalls.ts';

const hopByHop: ReadonlySet<string> = new Set(
  'connection keep-alive transfer-encoding te trailer upgrade expect content-length'.split(' '),
);

/** Why a request could not be passed on. */
export type ForwardFailure = {
  readonly failed: 'connect' | 'timeout' | 'reset';
  readonly problem: SystemError | undefined;
};

/** Passes a request on to one server, without the fields that belong to the connection. */
export function* forward(
  process: Process,
  address: SocketAddress,
  request: HttpRequest,
  limits: { readonly connectMs: number; readonly answerMs: number },
): Run<HttpResponse | ForwardFailure> {
  const fd = yield* connect(address, limits.connectMs);
  if (refused(fd)) return { failed: 'connect', problem: fd };
  const fields = [...request.headers].filter(([name]) => !hopByHop.has(name.toLowerCase()));
  const sent = { ...request, headers: new HttpHeaders([...fields, ['Connection', 'close']]) };
  const outcome = yield* exchangeMessages(process, fd, sent, process.nowMs + limits.answerMs);
  process.close(fd);
  if (!hasFailed(outcome)) {
    return {
      ...outcome,
      headers: new HttpHeaders([...outcome.headers].filter(([name]) => !hopByHop.has(name.toLowerCase()))),
    };
  }
  const { problem } = outcome;
  const isLate = typeof problem !== 'string' && problem.errno === 'ETIMEDOUT';
  return { failed: isLate ? 'timeout' : 'reset', problem: typeof problem === 'string' ? undefined : problem };
}

/** Carries bytes between two connections until both ends have closed, or nothing comes for so long. */
export function* splice(process: Process, one: number, other: number, idleMs: number): Run<void> {
  const open = new Set([one, other]);
  while (open.size > 0) {
    const ready = yield* poll(
      [...open].map((fd) => ({ fd, for: 'read' as const })),
      idleMs,
    );
    if (refused(ready) || ready.length === 0) return;
    for (const { fd } of ready) {
      const to = fd === one ? other : one;
      const piece = yield* read(fd);
      if (refused(piece)) return;
      if (piece === '') {
        open.delete(fd);
        const file = process.files[to];
        if (file instanceof ConnectedSocket) file.socket.shutdown();
      } else if (yield* write(to, piece)) return;
    }
  }
}
