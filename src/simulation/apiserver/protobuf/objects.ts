import { bytesToBase64 } from '../../../api/base64.ts';
import { findKind } from '../../../api/kinds.ts';
import { type FieldType, hasType, typeSchema } from '../../../api/schema.ts';
import fieldNumbers from './fieldNumbers.json' with { type: 'json' };
import { fieldsOfMessage, MalformedMessage, textOf, type WireField } from './wire.ts';

/*
 * Typed clients, among them `kubectl create deployment`, send what they create as Protocol Buffers. `fieldNumbers.json`
 * has the fields of each type in the order of their numbers (k8s.io/api v0.34 and k8s.io/apimachinery,
 * `generated.proto`): `-` is a number without a field, `+Type` a part whose fields stand in the object itself.
 */

type Json = Record<string, unknown>;

/** The media type of objects as Protocol Buffers. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

const magic = 'k8s\0';

/** The object in a body, given with a character for each byte; or why there is none. */
export function readProtobuf(body: string): { value: unknown; problem?: undefined } | { problem: string } {
  if (!body.startsWith(magic)) {
    return { problem: 'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]' };
  }
  try {
    const bytes = Uint8Array.from(body.slice(magic.length), (character) => character.charCodeAt(0) & 0xff);
    return { value: readEnvelope(bytes) };
  } catch (failure) {
    if (failure instanceof MalformedMessage) return { problem: failure.message };
    throw failure;
  }
}

/** `runtime.Unknown`: what the object is, and its own message. */
function readEnvelope(bytes: Uint8Array): Json {
  const parts = new Map(fieldsOfMessage(bytes).map(({ number, value }) => [number, value]));
  const typeMeta = new Map(fieldsOfMessage(bytesIn(parts.get(1))).map(({ number, value }) => [number, value]));
  const apiVersion = textOf(bytesIn(typeMeta.get(1)));
  const kind = textOf(bytesIn(typeMeta.get(2)));
  const type = findKind(apiVersion, kind)?.type ?? kind;
  const object = hasType(type) ? readMessage(bytesIn(parts.get(2)), type, type, 0) : {};
  return { apiVersion, kind, ...object };
}

const maxDepth = 100;

/** `layout` names the fields by number; they belong to `owner`, which differs for parts that stand in it. */
function readMessage(bytes: Uint8Array, layout: string, owner: string, depth: number): Json {
  if (depth > maxDepth) throw new MalformedMessage('proto: exceeded max depth');
  const names = (fieldNumbers as Readonly<Record<string, string>>)[layout]?.split(' ') ?? [];
  const object: Json = {};
  for (const field of fieldsOfMessage(bytes)) {
    const name = names[field.number - 1] ?? '-';
    if (name.startsWith('+')) {
      Object.assign(object, readMessage(bytesIn(field.value), name.slice(1), owner, depth + 1));
      continue;
    }
    const schema = typeSchema(owner).fields.get(name);
    if (schema) addField(object, name, schema.type, field, depth);
  }
  return object;
}

function addField(object: Json, name: string, type: FieldType, field: WireField, depth: number): void {
  if (type.kind === 'list') {
    const list = (object[name] ?? []) as unknown[];
    list.push(readValue(type.of, field, depth));
    object[name] = list;
  } else if (type.kind === 'map') {
    const [key, value] = readEntry(type.of, bytesIn(field.value), depth);
    object[name] = { ...(object[name] as Json | undefined), [key]: value };
  } else object[name] = readValue(type, field, depth);
}

function readEntry(of: FieldType, bytes: Uint8Array, depth: number): [string, unknown] {
  let key = '';
  let value: unknown = readValue(of, { number: 2, value: of.kind === 'integer' ? 0n : new Uint8Array() }, depth);
  for (const field of fieldsOfMessage(bytes)) {
    if (field.number === 1) key = textOf(bytesIn(field.value));
    else if (field.number === 2) value = readValue(of, field, depth);
  }
  return [key, value];
}

function readValue(type: FieldType, { value }: WireField, depth: number): unknown {
  switch (type.kind) {
    case 'object':
      return readMessage(bytesIn(value), type.type, type.type, depth + 1);
    case 'string':
      return textOf(bytesIn(value));
    case 'bytes':
      return bytesToBase64([...bytesIn(value)]);
    case 'boolean':
      return numberIn(value) !== 0;
    case 'integer':
      return numberIn(value);
    case 'double':
      return doubleIn(bytesIn(value));
    case 'quantity':
      return textOf(bytesIn(partsOf(value).get(1)));
    case 'intOrString': {
      const parts = partsOf(value);
      return numberIn(parts.get(1)) === 1 ? textOf(bytesIn(parts.get(3))) : numberIn(parts.get(2));
    }
    case 'time':
      return timeIn(value, 'time');
    case 'microTime':
      return timeIn(value, 'microTime');
    case 'any':
      return rawIn(bytesIn(partsOf(value).get(1)));
    default:
      return undefined;
  }
}

function partsOf(value: WireField['value']): Map<number, WireField['value']> {
  return new Map(fieldsOfMessage(bytesIn(value)).map((field) => [field.number, field.value]));
}

function bytesIn(value: WireField['value'] | undefined): Uint8Array {
  if (typeof value === 'bigint') throw new MalformedMessage('proto: wrong wireType = 0');
  return value ?? new Uint8Array();
}

/** Integers are signed and have at most 64 bits. */
function numberIn(value: WireField['value'] | undefined): number {
  if (typeof value === 'object') throw new MalformedMessage('proto: wrong wireType = 2');
  return Number(BigInt.asIntN(64, value ?? 0n));
}

function doubleIn(bytes: Uint8Array): number {
  if (bytes.length !== 8) throw new MalformedMessage('unexpected EOF');
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
}

/** A message without parts is no time. */
function timeIn(value: WireField['value'], kind: 'time' | 'microTime'): string | null {
  const parts = partsOf(value);
  if (parts.size === 0) return null;
  const ms = numberIn(parts.get(1)) * 1000;
  if (Math.abs(ms) > 8.64e15) throw new MalformedMessage('proto: time out of range');
  const seconds = new Date(ms).toISOString().slice(0, 19);
  if (kind === 'time') return `${seconds}Z`;
  return `${seconds}.${String(Math.floor(numberIn(parts.get(2)) / 1000)).padStart(6, '0')}Z`;
}

/** An object of any kind travels as the text of its JSON. */
function rawIn(bytes: Uint8Array): unknown {
  try {
    return bytes.length === 0 ? null : (JSON.parse(textOf(bytes)) as unknown);
  } catch {
    throw new MalformedMessage('invalid JSON in a raw extension');
  }
}
