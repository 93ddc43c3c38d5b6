import { type MakeHandler, rooted } from './serving.ts';

/** A question that the server sends to itself: when it comes back, questions go round in a circle. */
export interface LoopProbe {
  readonly zone: string;
  /** A name that nobody else asks for. */
  readonly name: string;
  /** Told that there is a circle, with what the server then says before it ends. */
  onLoop: (text: string) => void;
}

/** The server's own question and its coming back for once are no circle. */
const mostSeen = 2;

/** `loop`: watches for the server's own question (https://coredns.io/plugins/loop/). */
export function serveLoop(probe: LoopProbe): MakeHandler {
  return (next) => {
    let seen = 0;
    return function* (request) {
      const { question, client } = request;
      if (question.type === 'HINFO' && question.name === probe.name) {
        seen += 1;
        if (seen > mostSeen) {
          const zone = JSON.stringify(rooted(probe.zone));
          const query = JSON.stringify(`HINFO ${rooted(probe.name)}`);
          probe.onLoop(
            `[FATAL] plugin/loop: Loop (${client.ip}:${client.port} -> :53) detected for zone ${zone}, see https://coredns.io/plugins/loop#troubleshooting. Query: ${query}`,
          );
        }
      }
      return yield* next(request);
    };
  };
}
