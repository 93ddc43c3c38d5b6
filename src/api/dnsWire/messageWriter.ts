import type { DnsQuestion, DnsRecord } from '../dns.ts';
import { parseIp } from '../ip.ts';
import { labelsOf } from './nameText.ts';
import { classNumber, typeNumber } from './recordTypes.ts';

/** A pointer has 14 bits. */
const maxPointer = 0x3fff;

/** Whether names that stand before are pointed to (RFC 1035, 4.1.4). */
export type NameForm = 'whole' | 'compressed';

/** Writes the parts of a message one after the other. */
export class MessageWriter {
  readonly #form: NameForm;
  /** Where the ends of names stand. */
  readonly #offsets = new Map<string, number>();
  #bytes = new Uint8Array(512);
  #length = 0;

  constructor(form: NameForm) {
    this.#form = form;
  }

  get length(): number {
    return this.#length;
  }

  /** Forgets all after that length. */
  cutTo(length: number): void {
    this.#length = length;
  }

  uint8(value: number): void {
    if (this.#length === this.#bytes.length) {
      const longer = new Uint8Array(this.#length * 2);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = value;
  }

  uint16(value: number): void {
    this.uint8((value >> 8) & 255);
    this.uint8(value & 255);
  }

  uint32(value: number): void {
    this.uint16(Math.floor(value / 65_536));
    this.uint16(value % 65_536);
  }

  /** All that is written, with the header's counts of records set. */
  finish(counts: readonly number[]): Uint8Array {
    const message = this.#bytes.slice(0, this.#length);
    for (const [index, count] of counts.entries()) {
      message[4 + 2 * index] = count >> 8;
      message[5 + 2 * index] = count & 255;
    }
    return message;
  }

  /** False where the question has no form on the wire. */
  question({ name, type, class: questionClass }: DnsQuestion): boolean {
    const [typeCode, classCode] = [typeNumber(type), classNumber(questionClass)];
    if (typeCode === undefined || classCode === undefined || !this.#name(name, this.#form)) return false;
    this.uint16(typeCode);
    this.uint16(classCode);
    return true;
  }

  /** False where the record has no form on the wire, such as a name that is too long; then nothing is written. */
  record(record: DnsRecord): boolean {
    const start = this.#length;
    if (!this.#name(record.name, this.#form)) return false;
    this.uint16(typeNumber(record.type) ?? 0);
    this.uint16(1);
    this.uint32(record.ttl);
    this.uint16(0);
    const dataStart = this.#length;
    const done = this.#data(record);
    if (!done || this.#length - dataStart > 0xffff) {
      this.cutTo(start);
      return false;
    }
    const dataBytes = this.#length - dataStart;
    this.#bytes[dataStart - 2] = dataBytes >> 8;
    this.#bytes[dataStart - 1] = dataBytes & 255;
    return true;
  }

  #data(record: DnsRecord): boolean {
    switch (record.type) {
      case 'A':
      case 'AAAA':
        return this.#address(record.address, record.type === 'A' ? 32 : 128);
      case 'CNAME':
      case 'NS':
      case 'PTR':
        return this.#name(record.target, this.#form);
      case 'MX':
        this.uint16(record.preference);
        return this.#name(record.target, this.#form);
      case 'SRV':
        this.uint16(record.priority);
        this.uint16(record.weight);
        this.uint16(record.port);
        // The name of a type that came after RFC 1035 stays whole (RFC 3597, 4).
        return this.#name(record.target, 'whole');
      case 'TXT':
        for (const text of record.texts) this.#text(text);
        return true;
      case 'SOA': {
        const { primary, mailbox, serial, refresh, retry, expire, minimum } = record;
        if (!this.#name(primary, this.#form) || !this.#name(mailbox, this.#form)) return false;
        for (const value of [serial, refresh, retry, expire, minimum]) this.uint32(value);
        return true;
      }
    }
  }

  #address(text: string, bits: 32 | 128): boolean {
    const address = parseIp(text);
    if (address?.bits !== bits) return false;
    for (let shift = bits - 8; shift >= 0; shift -= 8) this.uint8(Number((address.value >> BigInt(shift)) & 0xffn));
    return true;
  }

  #text(text: string): void {
    const bytes = text.slice(0, 255);
    this.uint8(bytes.length);
    for (let at = 0; at < bytes.length; at++) this.uint8(bytes.charCodeAt(at) & 255);
  }

  #name(name: string, form: NameForm): boolean {
    const labels = labelsOf(name);
    if (!labels) return false;
    for (const [index, label] of labels.entries()) {
      if (this.#form === 'compressed') {
        const end = labels.slice(index).join('\0');
        const known = this.#offsets.get(end);
        if (known !== undefined && known < this.#length && form === 'compressed') {
          this.uint16(0xc000 | known);
          return true;
        }
        if (this.#length <= maxPointer) this.#offsets.set(end, this.#length);
      }
      this.uint8(label.length);
      for (let at = 0; at < label.length; at++) this.uint8(label.charCodeAt(at));
    }
    this.uint8(0);
    return true;
  }
}
