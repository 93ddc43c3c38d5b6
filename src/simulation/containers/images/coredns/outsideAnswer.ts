import type { DnsAnswer, DnsQuestion } from '../../../../api/dns.ts';
import type { OutsideWorld } from '../../clusterNames.ts';
import type { DnsServer } from './dnsServer.ts';
import type { Asked } from './serving.ts';

const dnsPort = 53;
/** A question that asks others more often than this is given up. */
const maxAsks = 50;
/** Who asks, as the server sees it: the Node's loopback device. */
const client = { ip: '127.0.0.1', port: 53_000 };

/** The server's answer at once: other servers are asked without going through the network. */
export function outsideAnswer(server: DnsServer, question: DnsQuestion, world: OutsideWorld): DnsAnswer {
  const request = { id: 0, question, client, transport: 'udp', dnssecOk: false, udpBytes: 512 } as const;
  const handling = server.answer(request, dnsPort);
  let step = handling.next(undefined as unknown as Asked);
  for (let asks = 0; !step.done; asks++) {
    const answer = asks < maxAsks ? world.ask(step.value.server, step.value.question) : undefined;
    step = handling.next(answer ? { answer } : { problem: 'i/o timeout', cause: 'unreachable' });
  }
  return step.value.answer;
}
