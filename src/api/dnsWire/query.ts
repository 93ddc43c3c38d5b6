import type { DnsQuestion } from '../dns.ts';
import { MessageReader } from './messageReader.ts';
import { nameOf } from './nameText.ts';
import { className, typeName } from './recordTypes.ts';

/** What a client says of itself beside its question (EDNS, RFC 6891). */
export interface Edns {
  /** The longest answer over UDP that it takes, bytes. */
  readonly udpBytes: number;
  readonly version: number;
  /** The DO bit and those that have no meaning yet. */
  readonly flags: number;
  readonly options: readonly { readonly code: number; readonly data: Uint8Array }[];
}

/** A question as it came over the wire. */
export interface WireQuery {
  readonly id: number;
  readonly recursionDesired: boolean;
  readonly checkingDisabled: boolean;
  readonly question: DnsQuestion;
  readonly edns?: Edns;
}

/** What comes of a packet: its question; or a header alone that says what is wrong; or no answer at all. */
export type Received =
  | { readonly kind: 'query'; readonly query: WireQuery }
  | { readonly kind: 'refused'; readonly reply: Uint8Array }
  | { readonly kind: 'dropped' };

const dropped: Received = { kind: 'dropped' };
const headerBytes = 12;
const optType = 41;
const rcodes = { FORMERR: 1, NOTIMP: 4 };

/**
 * Reads a packet as a name server does (`DefaultMsgAcceptFunc` of the DNS library that CoreDNS uses): what is too short for a header
 * and what is an answer itself gets none, other operations than queries are NOTIMP, all that cannot be read is FORMERR.
 */
export function receiveQuery(packet: Uint8Array): Received {
  if (packet.length < headerBytes) return dropped;
  const reader = new MessageReader(packet);
  const [id = 0, flags = 0, questions = 0, answers = 0, authorities = 0, additionals = 0] = [
    reader.uint16(),
    reader.uint16(),
    reader.uint16(),
    reader.uint16(),
    reader.uint16(),
    reader.uint16(),
  ];
  if ((flags & 0x8000) !== 0) return dropped;
  const opcode = (flags >> 11) & 15;
  if (opcode !== 0) return refusal(id, flags, 'NOTIMP');
  if (questions !== 1 || answers > 1 || authorities > 1 || additionals > 2) return refusal(id, flags, 'FORMERR');
  const question = readQuestion(reader);
  const edns = question && readRecords(reader, answers + authorities + additionals);
  if (!question || !edns) return refusal(id, flags, 'FORMERR');
  return {
    kind: 'query',
    query: {
      id,
      recursionDesired: (flags & 0x0100) !== 0,
      checkingDisabled: (flags & 0x0010) !== 0,
      question,
      ...(edns !== 'none' && { edns }),
    },
  };
}

/** A header with the operation and the wish for recursion as they came. */
function refusal(id: number, flags: number, status: keyof typeof rcodes): Received {
  const answered = 0x8000 | (flags & 0x7900) | rcodes[status];
  return {
    kind: 'refused',
    reply: Uint8Array.of(id >> 8, id & 255, answered >> 8, answered & 255, ...Array(8).fill(0)),
  };
}

function readQuestion(reader: MessageReader): DnsQuestion | undefined {
  const labels = reader.name();
  const type = reader.uint16();
  const questionClass = reader.uint16();
  if (!labels || type === undefined || questionClass === undefined) return undefined;
  return { name: nameOf(labels), type: typeName(type), class: className(questionClass) };
}

/** Reads over the records of a question; keeps what the client says of itself. */
function readRecords(reader: MessageReader, count: number): Edns | 'none' | undefined {
  let edns: Edns | 'none' = 'none';
  for (let index = 0; index < count; index++) {
    const name = reader.name();
    const type = reader.uint16();
    const udpBytes = reader.uint16();
    const ttl = reader.uint32();
    const data = reader.take(reader.uint16() ?? Number.POSITIVE_INFINITY);
    if (!name || type === undefined || udpBytes === undefined || ttl === undefined || !data) return undefined;
    if (type !== optType) continue;
    const options = readOptions(data);
    if (edns !== 'none' || name.length > 0 || !options) return undefined;
    edns = { udpBytes, version: (ttl >> 16) & 255, flags: ttl & 0xffff, options };
  }
  return edns;
}

function readOptions(data: Uint8Array): Edns['options'] | undefined {
  const reader = new MessageReader(data);
  const options: { code: number; data: Uint8Array }[] = [];
  for (let left = data.length; left > 0; ) {
    const code = reader.uint16();
    const option = reader.take(reader.uint16() ?? Number.POSITIVE_INFINITY);
    if (code === undefined || !option) return undefined;
    options.push({ code, data: option });
    left -= 4 + option.length;
  }
  return options;
}
