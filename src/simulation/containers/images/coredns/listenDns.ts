import type { DnsMessage } from '../../../../api/dns.ts';
import { receiveQuery, type WireQuery } from '../../../../api/dnsWire/query.ts';
import { replyTo } from '../../../../api/dnsWire/reply.ts';
import type { SocketAddress } from '../../../network/socketAddress.ts';
import type { DatagramContent } from '../../../network/udpSocket.ts';
import { receiveDatagram, sendDatagram } from '../../datagrams.ts';
import { refused, type SystemError } from '../../errno.ts';
import { ByteReader } from '../../http/byteReader.ts';
import type { Process } from '../../process.ts';
import { ConnectedSocket } from '../../sockets.ts';
import { compute, type Run, write } from '../../syscalls.ts';
import { serveConnections } from '../connections.ts';
import type { Asked, DnsRequest, Handling, Outcome } from './serving.ts';
import { carryOn } from './upstream.ts';

/** Processor time of a question, microseconds: a core answers about 15,000 a second. */
const questionMicros = 65;
/** Over one connection so many questions are answered, and it may be silent for so long (`maxTCPQueries`, `tcpIdleTimeout` of miekg/dns). */
const maxQuestionsPerConnection = 128;
const idleMs = 8_000;
const leastUdpBytes = 512;

/** How a listener has its questions answered. Lines that are to be logged are written before the answer is sent. */
export interface Answering {
  answer(request: DnsRequest, port: number): Handling;
  writeLog(thread: Process): Run<void>;
}

/** The sockets of one port, UDP and TCP. */
export interface DnsListener {
  close(): void;
}

/** Listens for questions at a port, over UDP and TCP; or what Go says why that cannot be. */
export function listenDns(process: Process, port: number, answering: Answering): DnsListener | string {
  const address = { ip: '::', port };
  const tcp = process.listen(address);
  if (refused(tcp)) return `listen tcp :${port}: bind: ${tcp.text.toLowerCase()}`;
  const udp = process.bindUdp(address);
  if (refused(udp)) {
    process.close(tcp);
    return `listen udp :${port}: bind: ${udp.text.toLowerCase()}`;
  }
  process.startThread((thread) => serveDatagrams(thread, udp, port, answering));
  serveConnections(process, tcp, (thread, fd) => serveConnection(thread, fd, port, answering));
  return {
    close() {
      process.close(tcp);
      process.close(udp);
    },
  };
}

function* serveDatagrams(thread: Process, fd: number, port: number, answering: Answering): Run<number> {
  for (;;) {
    const received = yield* receiveDatagram(thread, fd);
    if (refused(received)) {
      if (received.errno === 'EBADF') return 0;
      continue;
    }
    const question = readDatagram(received.content, received.from);
    if (!question) continue;
    const send = (content: DatagramContent | undefined) => {
      if (content !== undefined) sendDatagram(thread, fd, content, received.from);
    };
    if ('reply' in question) {
      send(question.reply);
      continue;
    }
    yield* deal(thread, answering, question.request, port, (outcome) => send(question.answered(outcome)));
  }
}

/** A question, and how its answer is sent. */
interface Question {
  readonly request: DnsRequest;
  readonly answered: (outcome: Outcome) => DatagramContent | undefined;
}

/** A message, or the bytes of one; nothing where it gets no answer. */
function readDatagram(
  content: DatagramContent,
  client: SocketAddress,
): Question | { readonly reply: string } | undefined {
  if (typeof content !== 'string') {
    const { id, question } = content;
    if (content.answer) return undefined;
    const request: DnsRequest = { id, question, client, transport: 'udp', dnssecOk: false, udpBytes: leastUdpBytes };
    return { request, answered: ({ answer }) => ({ id, question, answer }) satisfies DnsMessage };
  }
  const received = receiveQuery(bytesOf(content));
  if (received.kind === 'dropped') return undefined;
  if (received.kind === 'refused') return { reply: textOf(received.reply) };
  const { query } = received;
  const request = requestOf(query, client, 'udp');
  return { request, answered: ({ answer }) => textOf(replyTo(query, answer, 'udp')) };
}

function requestOf({ id, question, edns }: WireQuery, client: SocketAddress, transport: 'udp' | 'tcp'): DnsRequest {
  const udpBytes = Math.max(leastUdpBytes, edns?.udpBytes ?? leastUdpBytes);
  return { id, question, client, transport, dnssecOk: ((edns?.flags ?? 0) & 0x8000) !== 0, udpBytes };
}

/** Answers at once where nobody has to be asked, else in a thread of its own; too many of them are left without an answer. */
function* deal(
  thread: Process,
  answering: Answering,
  request: DnsRequest,
  port: number,
  send: (outcome: Outcome) => void,
): Run<void> {
  thread.charge(questionMicros);
  if (thread.mustYield) yield* compute();
  const handling = answering.answer(request, port);
  // What is given to the first step is not looked at.
  const step = handling.next(undefined as unknown as Asked);
  if (step.done) {
    yield* answering.writeLog(thread);
    send(step.value);
    return;
  }
  const started: Process | SystemError = thread.startThread(function* (waiting) {
    const outcome = yield* carryOn(waiting, handling, step.value);
    yield* answering.writeLog(waiting);
    send(outcome);
    return 0;
  });
  if (refused(started)) handling.return(undefined as unknown as Outcome);
}

/** DNS over TCP (RFC 7766): each message after its length. */
function* serveConnection(thread: Process, fd: number, port: number, answering: Answering): Run<void> {
  const file = thread.files[fd];
  if (!(file instanceof ConnectedSocket)) return;
  const reader = new ByteReader(thread, fd);
  for (let count = 0; count < maxQuestionsPerConnection; count++) {
    reader.deadlineMs = thread.nowMs + idleMs;
    const length = yield* reader.exactly(2);
    if (typeof length === 'string' || refused(length)) return;
    const message = yield* reader.exactly(length.text.charCodeAt(0) * 256 + length.text.charCodeAt(1));
    if (typeof message === 'string' || refused(message)) return;
    const received = receiveQuery(bytesOf(message.text));
    if (received.kind === 'dropped') return;
    let reply = received.kind === 'refused' ? received.reply : undefined;
    if (received.kind === 'query') {
      thread.charge(questionMicros);
      const handling = answering.answer(requestOf(received.query, file.socket.remote, 'tcp'), port);
      const step = handling.next(undefined as unknown as Asked);
      const outcome = step.done ? step.value : yield* carryOn(thread, handling, step.value);
      yield* answering.writeLog(thread);
      reply = replyTo(received.query, outcome.answer, 'tcp');
    }
    const text = textOf(reply ?? new Uint8Array());
    if (yield* write(fd, String.fromCharCode(text.length >> 8, text.length & 255) + text)) return;
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);
}

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
