import type { DnsQuestion } from '../../../../../api/dns.ts';
import { writeQuery } from '../../../../../api/dnsWire/queryWriter.ts';
import { readReply } from '../../../../../api/dnsWire/replyReader.ts';
import type { SocketAddress } from '../../../../network/socketAddress.ts';
import { refused } from '../../../errno.ts';
import { ByteReader } from '../../../http/byteReader.ts';
import type { Process } from '../../../process.ts';
import type { Reply } from '../../../resolver/askServer.ts';
import { ConnectedSocket } from '../../../sockets.ts';
import { connect, type Run, write } from '../../../syscalls.ts';

/** Asks one question over a connection of its own (RFC 7766): each message follows its length. */
export function* askOverTcp(
  process: Process,
  server: SocketAddress,
  question: DnsQuestion,
  timeoutMs: number,
): Run<Reply> {
  const atMs = process.kernel.uptimeMs;
  const deadlineMs = process.nowMs + timeoutMs;
  const id = process.kernel.randomInteger(0, 0x10000);
  const end = (outcome: Pick<Reply, 'answer' | 'answeredBy' | 'problem'>): Reply => ({
    question,
    id,
    atMs,
    tookMs: process.kernel.uptimeMs - atMs,
    ...outcome,
  });
  const fd = yield* connect(server, timeoutMs);
  if (refused(fd)) {
    if (fd.errno === 'ECONNREFUSED') return end({ problem: 'REFUSED_CONNECTION' });
    return end({ problem: fd.errno === 'ETIMEDOUT' ? 'TIMEOUT' : 'UNREACHABLE' });
  }
  const file = process.files[fd];
  const answeredBy = file instanceof ConnectedSocket ? file.socket.trace?.connection?.server : undefined;
  const bytes = writeQuery({ id, recursionDesired: true, checkingDisabled: false, question });
  const text = String.fromCharCode(...(bytes ?? []));
  const refusal = yield* write(fd, String.fromCharCode(text.length >> 8, text.length & 255) + text);
  const answer = refusal ? undefined : yield* read(process, fd, deadlineMs);
  process.close(fd);
  return end(answer ? { answer, ...(answeredBy && { answeredBy }) } : { problem: 'TIMEOUT' });
}

function* read(process: Process, fd: number, deadlineMs: number): Run<Reply['answer']> {
  const reader = new ByteReader(process, fd);
  reader.deadlineMs = deadlineMs;
  const length = yield* reader.exactly(2);
  if (typeof length === 'string' || refused(length)) return undefined;
  const message = yield* reader.exactly(length.text.charCodeAt(0) * 256 + length.text.charCodeAt(1));
  if (typeof message === 'string' || refused(message)) return undefined;
  return readReply(Uint8Array.from(message.text, (character) => character.charCodeAt(0) & 255))?.answer;
}
