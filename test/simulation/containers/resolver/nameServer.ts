import type { DnsAnswer, DnsQuestion } from '../../../../src/api/dns.ts';
import { receiveQuery } from '../../../../src/api/dnsWire/query.ts';
import { replyTo } from '../../../../src/api/dnsWire/reply.ts';
import { receiveDatagram, sendDatagram } from '../../../../src/simulation/containers/datagrams.ts';
import { refused } from '../../../../src/simulation/containers/errno.ts';
import type { Process } from '../../../../src/simulation/containers/process.ts';
import { accept, type Run, read, write } from '../../../../src/simulation/containers/syscalls.ts';

/** A small name server at port 53: answers what `answerOf` says, and nothing where that says nothing. Notes each question. */
export function nameServer(
  answerOf: (question: DnsQuestion) => DnsAnswer | undefined,
  note: (question: DnsQuestion) => void,
): (process: Process) => Run<void> {
  return function* (process) {
    const fd = process.bindUdp({ ip: '0.0.0.0', port: 53 });
    if (refused(fd)) throw new Error(fd.text);
    for (;;) {
      const received = yield* receiveDatagram(process, fd);
      if (refused(received)) return;
      const { content, from } = received;
      if (typeof content === 'string') continue;
      note(content.question);
      const answer = answerOf(content.question);
      if (answer) sendDatagram(process, fd, { ...content, answer }, from);
    }
  };
}

/** The same over TCP: each message after its length. */
export function nameServerOverTcp(
  answerOf: (question: DnsQuestion) => DnsAnswer | undefined,
  note: (question: DnsQuestion) => void,
): (process: Process) => Run<void> {
  return function* (process) {
    const listening = process.listen({ ip: '0.0.0.0', port: 53 });
    if (refused(listening)) throw new Error(listening.text);
    for (;;) {
      const fd = yield* accept(listening);
      if (refused(fd)) return;
      const text = yield* read(fd);
      if (refused(text) || text === '') continue;
      const received = receiveQuery(Uint8Array.from(text.slice(2), (character) => character.charCodeAt(0)));
      if (received.kind !== 'query') continue;
      note(received.query.question);
      const answer = answerOf(received.query.question);
      const reply = answer ? String.fromCharCode(...replyTo(received.query, answer, 'tcp')) : '';
      yield* write(fd, String.fromCharCode(reply.length >> 8, reply.length & 255) + reply);
      process.close(fd);
    }
  };
}
