import { DatagramSocket, receiveDatagram, sendDatagram } from '../../datagrams.ts';
import { refused } from '../../errno.ts';
import type { Process } from '../../process.ts';
import { type Run, sleep } from '../../syscalls.ts';
import { readProblem, readTimeoutMs } from './forwardPlugin.ts';
import type { Ask, Asked, Handling, Outcome } from './serving.ts';

/** How often the server asks itself, and how long it waits before it does so again, milliseconds. */
const probeTries = 8;
const probePauseMs = 2_000;

/** Asks another name server over UDP, once. */
function* askUpstream(process: Process, { server, question }: Ask): Run<Asked> {
  const fd = process.connectUdp(server);
  if (refused(fd))
    return { problem: `dial udp ${server.ip}:${server.port}: ${fd.text.toLowerCase()}`, cause: 'unreachable' };
  const file = process.files[fd];
  const local = file instanceof DatagramSocket ? file.socket.local : server;
  try {
    const id = process.kernel.randomInteger(0, 65_536);
    sendDatagram(process, fd, { id, question });
    const endMs = process.nowMs + readTimeoutMs;
    for (;;) {
      const received = yield* receiveDatagram(process, fd, Math.max(0, endMs - process.nowMs));
      if (refused(received)) {
        const isLate = received.errno === 'ETIMEDOUT';
        const why = isLate ? 'i/o timeout' : `read: ${received.text.toLowerCase()}`;
        return { problem: readProblem(local, server, why), cause: isLate ? 'timeout' : 'unreachable' };
      }
      const { content } = received;
      if (typeof content !== 'string' && content.id === id && content.answer) return { answer: content.answer };
    }
  } finally {
    process.close(fd);
  }
}

/** Carries a request on that waits for another server, until it is dealt with. */
export function* carryOn(process: Process, handling: Handling, first: Ask): Run<Outcome> {
  let ask = first;
  for (;;) {
    const step = handling.next(yield* askUpstream(process, ask));
    if (step.done) return step.value;
    ask = step.value;
  }
}

/** Asks the server itself for a name, until it answers: what `loop` watches for. */
export function* sendProbe(thread: Process, name: string, port: number): Run<number> {
  const question = { name, type: 'HINFO', class: 'IN' };
  for (let tries = 0; tries < probeTries; tries++) {
    const asked = yield* askUpstream(thread, { server: { ip: '127.0.0.1', port }, question });
    if ('answer' in asked) return 0;
    yield* sleep(probePauseMs);
  }
  return 0;
}
