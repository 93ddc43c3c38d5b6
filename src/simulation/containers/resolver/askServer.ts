import type { DnsAnswer, DnsQuestion } from '../../../api/dns.ts';
import type { LookupTry, TrafficParty } from '../../../api/traffic.ts';
import type { SocketAddress } from '../../network/socketAddress.ts';
import { receiveDatagram, sendDatagram } from '../datagrams.ts';
import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import type { Run } from '../syscalls.ts';

/** Where name servers listen. */
export const dnsPort = 53;

/** What came of one question: the answer, or why there is none. */
export interface Reply {
  readonly question: DnsQuestion;
  readonly id: number;
  readonly answer?: DnsAnswer;
  readonly answeredBy?: TrafficParty;
  readonly problem?: 'TIMEOUT' | 'REFUSED_CONNECTION' | 'UNREACHABLE';
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly tookMs: number;
}

/**
 * Sends questions over one socket at the same time and waits until all are answered, for at most so many milliseconds. An address of
 * IPv6 cannot be reached from a Pod, the own host's apart.
 */
export function* askServer(
  process: Process,
  server: SocketAddress,
  questions: readonly DnsQuestion[],
  timeoutMs: number,
): Run<readonly Reply[]> {
  const atMs = process.kernel.uptimeMs;
  const replies: Reply[] = questions.map((question) => ({
    question,
    id: process.kernel.randomInteger(0, 0x10000),
    problem: 'TIMEOUT',
    atMs,
    tookMs: 0,
  }));
  const settle = (index: number, outcome: Pick<Reply, 'answer' | 'answeredBy' | 'problem'>) => {
    const { question, id } = replies[index] as Reply;
    replies[index] = { question, id, atMs, tookMs: process.kernel.uptimeMs - atMs, ...outcome };
  };
  const unsettled = () => replies.flatMap(({ answer, problem }, i) => (answer || problem !== 'TIMEOUT' ? [] : [i]));
  const fd = server.ip.includes(':') && server.ip !== '::1' ? undefined : process.connectUdp(server);
  if (fd === undefined || refused(fd)) {
    for (const index of unsettled()) settle(index, { problem: 'UNREACHABLE' });
    return replies;
  }
  for (const { id, question } of replies) sendDatagram(process, fd, { id, question });
  const deadlineMs = process.nowMs + timeoutMs;
  while (unsettled().length > 0) {
    const received = yield* receiveDatagram(process, fd, Math.max(0, deadlineMs - process.nowMs));
    if (refused(received)) {
      const problem =
        received.errno === 'ECONNREFUSED'
          ? 'REFUSED_CONNECTION'
          : received.errno === 'EHOSTUNREACH'
            ? 'UNREACHABLE'
            : 'TIMEOUT';
      for (const index of unsettled()) settle(index, { problem });
      break;
    }
    const { content, sentBy } = received;
    if (typeof content === 'string' || !content.answer) continue;
    const index = unsettled().find((each) => replies[each]?.id === content.id);
    if (index !== undefined) settle(index, { answer: content.answer, answeredBy: sentBy });
  }
  process.close(fd);
  return replies;
}

/** A question to a server as a trace tells it. */
export function tryOf(server: string, reply: Reply): LookupTry {
  const { question, answer, answeredBy, problem = 'TIMEOUT', atMs, tookMs } = reply;
  const { name, type } = question;
  const isWithout = answer?.status === 'NOERROR' && !answer.answers.some((record) => record.type === type);
  const result = !answer ? problem : isWithout && type !== 'ANY' ? 'NODATA' : answer.status;
  const answers = answer?.answers ?? [];
  return { name, type, server, atMs, tookMs, result, answers, ...(answeredBy && { answeredBy }) };
}
