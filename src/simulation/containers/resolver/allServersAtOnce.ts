import type { DnsAnswer } from '../../../api/dns.ts';
import type { LookupTry } from '../../../api/traffic.ts';
import { DatagramSocket, sendDatagram } from '../datagrams.ts';
import { refused } from '../errno.ts';
import type { Process } from '../process.ts';
import { poll, type Run } from '../syscalls.ts';
import { dnsPort, type Reply, tryOf } from './askServer.ts';
import { type NameAnswer, nameAnswerOf } from './nameAnswer.ts';
import type { ResolverConfiguration } from './resolverConfiguration.ts';

/** A question to one server that waits for its answer. */
interface Sent {
  readonly index: number;
  readonly server: string;
  readonly fd: number;
  readonly id: number;
  readonly atMs: number;
  answer: (Pick<Reply, 'answer' | 'answeredBy'> & { readonly tookMs: number }) | undefined;
}

/**
 * Asks for one whole name as musl does: both families and all servers at once, and again after a part of the time; the first answer
 * counts. Who refuses or says SERVFAIL is waited for like one who says nothing, but the latter is asked again at once a few times
 * (https://git.musl-libc.org/cgit/musl/tree/src/network/res_msend.c).
 */
export function* askAllAtOnce(
  process: Process,
  name: string,
  types: readonly string[],
  { nameServers, timeoutMs, attempts, deadlineMs = Number.POSITIVE_INFINITY }: ResolverConfiguration,
  tries: LookupTry[],
): Run<NameAnswer> {
  const { kernel } = process;
  const servers = nameServers.flatMap((server) => {
    const isOutOfReach = server.includes(':') && server !== '::1';
    const fd = isOutOfReach ? undefined : process.connectUdp({ ip: server, port: dnsPort });
    return fd === undefined || refused(fd) ? [] : [{ server, fd }];
  });
  const questions = types.map((type) => ({ name, type, class: 'IN', id: kernel.randomInteger(0, 0x10000) }));
  const answers: (DnsAnswer | undefined)[] = types.map(() => undefined);
  const sent: Sent[] = [];
  const send = (index: number, { server, fd }: { server: string; fd: number }) => {
    const { id, ...question } = questions[index] as (typeof questions)[number];
    sendDatagram(process, fd, { id, question });
    sent.push({ index, server, fd, id, atMs: kernel.uptimeMs, answer: undefined });
  };
  const startMs = process.nowMs;
  const endMs = Math.min(startMs + timeoutMs, deadlineMs);
  const intervalMs = timeoutMs / attempts;
  let sendAtMs = startMs;
  let repetitionsLeft = 0;
  while (process.nowMs < endMs && answers.includes(undefined)) {
    if (process.nowMs >= sendAtMs) {
      for (const [index, answer] of answers.entries()) {
        if (!answer) for (const server of servers) send(index, server);
      }
      sendAtMs = process.nowMs + intervalMs;
      repetitionsLeft = 2 * types.length;
    }
    const wanted = servers.map(({ fd }) => ({ fd, for: 'read' as const }));
    const ready = yield* poll(wanted, Math.ceil(Math.min(sendAtMs, endMs) - process.nowMs));
    if (refused(ready)) break;
    for (const { fd } of ready) {
      const file = process.files[fd];
      const received = file instanceof DatagramSocket ? file.socket.receive() : undefined;
      // What the network reports is not seen: musl's socket is connected to nobody.
      if (!received || 'errno' in received || typeof received.content === 'string') continue;
      const { id, answer } = received.content;
      const index = questions.findIndex((question) => question.id === id);
      if (!answer || index < 0) continue;
      const from = sent.find((each) => each.fd === fd && each.index === index && !each.answer);
      if (from) from.answer = { answer, answeredBy: received.sentBy, tookMs: kernel.uptimeMs - from.atMs };
      if (answers[index]) continue;
      if (answer.status === 'NOERROR' || answer.status === 'NXDOMAIN') answers[index] = answer;
      else if (answer.status === 'SERVFAIL' && repetitionsLeft > 0) {
        repetitionsLeft -= 1;
        const server = servers.find((each) => each.fd === fd);
        if (server) send(index, server);
      }
    }
  }
  for (const { fd } of servers) process.close(fd);
  for (const { index, server, id, atMs, answer } of sent) {
    const question = { name, type: types[index] as string, class: 'IN' };
    const tookMs = answer?.tookMs ?? kernel.uptimeMs - atMs;
    tries.push(tryOf(server, { question, id, atMs, tookMs, ...answer }));
  }
  return nameAnswerOf(name, answers.includes(undefined) ? [] : answers);
}
