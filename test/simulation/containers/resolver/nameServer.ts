import type { DnsAnswer, DnsQuestion } from '../../../../src/api/dns.ts';
import { receiveDatagram, sendDatagram } from '../../../../src/simulation/containers/datagrams.ts';
import { refused } from '../../../../src/simulation/containers/errno.ts';
import type { Process } from '../../../../src/simulation/containers/process.ts';
import type { Run } from '../../../../src/simulation/containers/syscalls.ts';

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
