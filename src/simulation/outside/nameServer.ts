import { receiveDatagram, sendDatagram } from '../containers/datagrams.ts';
import { refused } from '../containers/errno.ts';
import type { Process } from '../containers/process.ts';
import type { Run } from '../containers/syscalls.ts';
import { answerOutside } from './outsideNames.ts';

/** Answers questions over UDP for as long as the cluster lives. */
export function* serveNames(process: Process): Run<void> {
  const fd = process.bindUdp({ ip: '0.0.0.0', port: 53 });
  if (refused(fd)) return;
  for (;;) {
    const received = yield* receiveDatagram(process, fd);
    if (refused(received) || typeof received.content === 'string' || received.content.answer) continue;
    const { id, question } = received.content;
    sendDatagram(process, fd, { id, question, answer: answerOutside(question) }, received.from);
  }
}
