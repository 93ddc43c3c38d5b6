import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Status } from '../api/generated/objects.ts';
import type { ApiEndpoint } from '../api/request.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { createPodSocket } from './podSocket.ts';
import { broken, portForwardNotYet, spdyOnly, unknownMethod, unreadable } from './refusals.ts';
import { requestLineOf } from './requestLine.ts';

/** So many refusals are remembered for the client's second try. */
const mostRemembered = 100;

/** What happens to connections that want to become something else than HTTP. */
export interface Upgrades {
  handle(message: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/**
 * WebSockets for exec and attach, and clear words for the rest. kubectl tries SPDY when its WebSocket is refused and shows
 * only the second answer: that one repeats why the first was refused.
 */
export function createUpgrades(
  endpoint: ApiEndpoint,
  gatekeeper: Gatekeeper,
  onMistake: (error: unknown) => void,
): Upgrades {
  const podSocket = createPodSocket(endpoint);
  const refused = new Map<string, Status>();
  function handle(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: Status) => refuseUpgrade(socket, status);
    const outside = gatekeeper.refusal(message.headers);
    if (outside) {
      refuse(outside);
      return;
    }
    const request = requestLineOf(message);
    if (!request) {
      refuse(unknownMethod);
      return;
    }
    if (request.path.endsWith('/portforward')) {
      refuse(portForwardNotYet);
      return;
    }
    if (!/\/(exec|attach)$/.test(request.path)) {
      refuse(unreadable('only exec and attach can be upgraded'));
      return;
    }
    const target = message.url ?? '';
    if (message.headers.upgrade?.toLowerCase() !== 'websocket') {
      const earlier = refused.get(target);
      refused.delete(target);
      refuse(earlier ?? spdyOnly);
      return;
    }
    podSocket.accept(message, socket, head, request, (status) => {
      if (refused.size >= mostRemembered) refused.clear();
      refused.set(target, status);
      refuse(status);
    });
  }
  return {
    handle(message, socket, head) {
      socket.on('error', () => socket.destroy());
      try {
        handle(message, socket, head);
      } catch (error) {
        onMistake(error);
        refuseUpgrade(socket, broken);
      }
    },
    close: () => podSocket.close(),
  };
}

function refuseUpgrade(socket: Duplex, status: Status): void {
  const body = JSON.stringify(status);
  const head = [
    `HTTP/1.1 ${status.code} ${status.reason}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
