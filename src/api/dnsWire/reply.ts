import type { DnsAnswer, DnsRecord, DnsStatus } from '../dns.ts';
import { MessageWriter, type NameForm } from './messageWriter.ts';
import type { Edns, WireQuery } from './query.ts';

const rcodes: Readonly<Record<DnsStatus, number>> = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
};
/** What a client takes over UDP that says nothing, or less (RFC 1035, 2.3.4; RFC 6891, 6.2.3). */
const leastUdpBytes = 512;
/** The length before a message over TCP has two bytes. */
const mostBytes = 65_535;
/** Answers that are longer are sent compressed over UDP: they would come in two fragments. */
const unfragmentedBytes = 1_480;
/** Options that are sent back as they came: NSID, EXPIRE, COOKIE, TCP-KEEPALIVE, PADDING. */
const echoedOptions: ReadonlySet<number> = new Set([3, 9, 10, 11, 12]);
const badVersion: DnsAnswer = { status: 'NOERROR', authoritative: false, answers: [], authority: [], additional: [] };
const failed: DnsAnswer = { ...badVersion, status: 'SERVFAIL' };

type Transport = 'udp' | 'tcp';

/**
 * An answer as CoreDNS writes it: names whole while there is room, then compressed, then records left out with the TC bit, so that
 * the client asks again over TCP. What the client says of itself is sent back to it.
 */
export function replyTo(query: WireQuery, answer: DnsAnswer, transport: Transport): Uint8Array {
  if (query.edns && query.edns.version !== 0) return write(query, badVersion, 'whole', mostBytes) ?? new Uint8Array();
  const limit = transport === 'tcp' ? mostBytes : Math.max(leastUdpBytes, query.edns?.udpBytes ?? leastUdpBytes);
  const whole = write(query, answer, 'whole', Number.POSITIVE_INFINITY);
  if (whole && whole.length <= Math.min(limit, transport === 'tcp' ? limit : unfragmentedBytes)) return whole;
  const shorter = write(query, answer, 'compressed', limit);
  return shorter ?? write(query, failed, 'whole', Number.POSITIVE_INFINITY) ?? new Uint8Array();
}

/** The length of an answer with whole names, bytes: what CoreDNS logs. */
export function replyBytes(query: WireQuery, answer: DnsAnswer): number {
  return (write(query, answer, 'whole', Number.POSITIVE_INFINITY) ?? []).length;
}

/** Nothing where a record has no form on the wire. */
function write(query: WireQuery, answer: DnsAnswer, form: NameForm, limit: number): Uint8Array | undefined {
  const writer = new MessageWriter(form);
  for (let count = 0; count < 6; count++) writer.uint16(0);
  if (!writer.question(query.question)) return undefined;
  const reservedBytes = query.edns ? optBytes(query.edns) : 0;
  const counts = [1];
  let isCut = false;
  for (const section of [answer.answers, answer.authority, answer.additional]) {
    const written = writeSection(writer, isCut ? [] : section, limit - reservedBytes);
    if (written === undefined) return undefined;
    if (written < section.length) isCut = true;
    counts.push(written);
  }
  if (query.edns) {
    writeOpt(writer, query.edns);
    counts[3] = (counts[3] ?? 0) + 1;
  }
  const message = writer.finish(counts);
  const flags = flagsOf(query, answer, isCut);
  message.set([query.id >> 8, query.id & 255, flags >> 8, flags & 255]);
  return message;
}

/** How many of the records found room. */
function writeSection(writer: MessageWriter, records: readonly DnsRecord[], limit: number): number | undefined {
  let written = 0;
  for (const record of records) {
    const before = writer.length;
    if (!writer.record(record)) return undefined;
    if (writer.length > limit) {
      writer.cutTo(before);
      break;
    }
    written += 1;
  }
  return written;
}

function flagsOf(query: WireQuery, answer: DnsAnswer, isCut: boolean): number {
  return (
    0x8000 |
    (answer.authoritative ? 0x0400 : 0) |
    (isCut ? 0x0200 : 0) |
    (query.recursionDesired ? 0x0100 : 0) |
    (answer.recursionAvailable ? 0x0080 : 0) |
    (query.checkingDisabled ? 0x0010 : 0) |
    rcodes[answer.status]
  );
}

/** The options that are sent back. */
function optionsOf({ version, options }: Edns): Edns['options'] {
  return version === 0 ? options.filter(({ code }) => echoedOptions.has(code)) : [];
}

function optBytes(edns: Edns): number {
  return optionsOf(edns).reduce((sum, { data }) => sum + 4 + data.length, 11);
}

/** An OPT record; of another version than 0 with the status BADVERS, whose first bits stand in it. */
function writeOpt(writer: MessageWriter, edns: Edns): void {
  const isKnown = edns.version === 0;
  writer.uint8(0);
  writer.uint16(41);
  writer.uint16(isKnown ? edns.udpBytes : 0);
  writer.uint16(isKnown ? 0 : 0x0100);
  writer.uint16(isKnown ? edns.flags & 0xff00 : 0);
  writer.uint16(optBytes(edns) - 11);
  for (const { code, data } of optionsOf(edns)) {
    writer.uint16(code);
    writer.uint16(data.length);
    for (const byte of data) writer.uint8(byte);
  }
}
