import type { DnsAnswer, DnsQuestion } from '../api/dns.ts';
import { receiveQuery } from '../api/dnsWire/query.ts';
import { replyTo } from '../api/dnsWire/reply.ts';

/** Who answers: nothing where a question is left without an answer. */
export type AnswerDns = (question: DnsQuestion) => DnsAnswer | undefined;

/** A longer packet is no question: a name has 255 bytes, and what clients say of themselves is short. */
export const maxQueryBytes = 4_096;

/** What is sent back for a packet; nothing where nothing is. */
export function dnsReply(packet: Uint8Array, transport: 'udp' | 'tcp', answerDns: AnswerDns): Uint8Array | undefined {
  if (packet.length > maxQueryBytes) return undefined;
  const received = receiveQuery(packet);
  if (received.kind === 'dropped') return undefined;
  if (received.kind === 'refused') return received.reply;
  const answer = answerDns(received.query.question);
  return answer && replyTo(received.query, answer, transport);
}
