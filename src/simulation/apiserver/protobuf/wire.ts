/** One field as it travels: its number, and a number or bytes. */
export interface WireField {
  readonly number: number;
  readonly value: bigint | Uint8Array;
}

/** Bytes that are no message. */
export class MalformedMessage extends Error {}

/**
 * The fields of a message of Protocol Buffers, in order. A 32 or 64 bit field is given as its bytes.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function fieldsOfMessage(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = [];
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new MalformedMessage('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte = 0] = take(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedMessage('proto: integer overflow');
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    const wireType = Number(key & 7n);
    if (number === 0) throw new MalformedMessage(`proto: illegal tag 0 (wire type ${wireType})`);
    if (wireType === 0) fields.push({ number, value: varint() });
    else if (wireType === 1) fields.push({ number, value: take(8) });
    else if (wireType === 2) fields.push({ number, value: take(Number(varint())) });
    else if (wireType === 5) fields.push({ number, value: take(4) });
    else throw new MalformedMessage(`proto: illegal wireType ${wireType}`);
  }
  return fields;
}

/** Bytes of UTF-8 as text. */
export function textOf(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) escaped += byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : hex(byte);
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new MalformedMessage('proto: string field contains invalid UTF-8');
  }
}

function hex(byte: number): string {
  return `%${byte.toString(16).padStart(2, '0')}`;
}
