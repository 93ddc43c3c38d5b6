import type { DnsAnswer, DnsRecord, DnsStatus } from '../dns.ts';
import { formatIp } from '../ipText.ts';
import { MessageReader } from './messageReader.ts';
import { nameOf } from './nameText.ts';
import { typeName } from './recordTypes.ts';

/** An answer that came as bytes. */
export interface WireReply {
  readonly id: number;
  readonly answer: DnsAnswer;
}

const statuses: readonly DnsStatus[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Reads a server's answer; nothing where it is none. Records of types that have no form here are left out. */
export function readReply(bytes: Uint8Array): WireReply | undefined {
  const reader = new MessageReader(bytes);
  const header = Array.from({ length: 6 }, () => reader.uint16());
  const [id, flags, questions] = header;
  if (id === undefined || flags === undefined || header[5] === undefined || (flags & 0x8000) === 0) return undefined;
  for (let left = questions ?? 0; left > 0; left--) {
    if (!reader.name() || reader.uint16() === undefined || reader.uint16() === undefined) return undefined;
  }
  const sections: DnsRecord[][] = [];
  for (const count of header.slice(3)) {
    const records: DnsRecord[] = [];
    for (let left = count ?? 0; left > 0; left--) {
      const record = readRecord(reader);
      if (record === undefined) return undefined;
      if (record !== 'unknown') records.push(record);
    }
    sections.push(records);
  }
  const [answers = [], authority = [], additional = []] = sections;
  const status = statuses[flags & 15];
  if (!status) return undefined;
  return {
    id,
    answer: {
      status,
      authoritative: (flags & 0x0400) !== 0,
      recursionAvailable: (flags & 0x0080) !== 0,
      answers,
      authority,
      additional,
    },
  };
}

function readRecord(reader: MessageReader): DnsRecord | 'unknown' | undefined {
  const labels = reader.name();
  const code = reader.uint16();
  const recordClass = reader.uint16();
  const ttl = reader.uint32();
  const length = reader.uint16();
  if (!labels || code === undefined || recordClass === undefined || ttl === undefined || length === undefined) {
    return undefined;
  }
  const name = nameOf(labels);
  const type = typeName(code);
  switch (type) {
    case 'A':
    case 'AAAA': {
      const data = reader.take(length);
      const bits = type === 'A' ? 32 : 128;
      if (data?.length !== bits / 8) return undefined;
      const value = data.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
      return { name, ttl, type, address: formatIp({ bits, value }) };
    }
    case 'CNAME':
    case 'NS':
    case 'PTR': {
      const target = readName(reader);
      return target === undefined ? undefined : { name, ttl, type, target };
    }
    case 'MX': {
      const preference = reader.uint16();
      const target = readName(reader);
      return preference === undefined || target === undefined ? undefined : { name, ttl, type, preference, target };
    }
    case 'SRV': {
      const [priority, weight, port] = [reader.uint16(), reader.uint16(), reader.uint16()];
      const target = readName(reader);
      if (priority === undefined || weight === undefined || port === undefined || target === undefined)
        return undefined;
      return { name, ttl, type, priority, weight, port, target };
    }
    case 'TXT': {
      const data = reader.take(length);
      return data && { name, ttl, type, texts: textsOf(data) };
    }
    case 'SOA': {
      const [primary, mailbox] = [readName(reader), readName(reader)];
      const numbers = Array.from({ length: 5 }, () => reader.uint32());
      const [serial, refresh, retry, expire, minimum] = numbers;
      if (primary === undefined || mailbox === undefined || serial === undefined || refresh === undefined)
        return undefined;
      if (retry === undefined || expire === undefined || minimum === undefined) return undefined;
      return { name, ttl, type, primary, mailbox, serial, refresh, retry, expire, minimum };
    }
    default:
      return reader.take(length) ? 'unknown' : undefined;
  }
}

function readName(reader: MessageReader): string | undefined {
  const labels = reader.name();
  return labels && nameOf(labels);
}

function textsOf(data: Uint8Array): string[] {
  const texts: string[] = [];
  for (let at = 0; at < data.length; at += 1 + (data[at] ?? 0)) {
    texts.push(String.fromCharCode(...data.subarray(at + 1, at + 1 + (data[at] ?? 0))));
  }
  return texts;
}
