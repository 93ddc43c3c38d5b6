import { internalTypes } from './internalTypes.ts';

/** How the server prints a whole object inside a message: as JSON of its own internal type. */
export function printInternal(value: object, type: string): string {
  return JSON.stringify(internalValue(value, type));
}

/** A value of this internal type: with the type's field names, in its order, and null for what is not set. */
export function internalValue(value: object, type: string): Record<string, unknown> {
  return Object.fromEntries(fieldsOf(type).map((field) => [field.name, read(value, field)]));
}

interface InternalField {
  readonly name: string;
  readonly external: string;
  /** What follows the name: `:s`, `*Probe`. */
  readonly mark: string;
  readonly type: string;
}

const parsed = new Map<string, readonly InternalField[]>();

function fieldsOf(type: string): readonly InternalField[] {
  const known = parsed.get(type);
  if (known) return known;
  const fields = (internalTypes[type] ?? '').split(' ').map((text) => {
    const [, name = '', mark = '', of = ''] = /^(\w+?)(?:(:|=|\*|\[\])(\w+))?$/.exec(text) ?? [];
    return { name, external: externalName(name), mark, type: of };
  });
  parsed.set(type, fields);
  return fields;
}

const zeros: Readonly<Record<string, unknown>> = { s: '', i: 0, b: false };

function read(holder: object, { external, mark, type }: InternalField): unknown {
  const value = (holder as Record<string, unknown>)[external];
  if (mark === ':') return value ?? zeros[type];
  if (mark === '=') return internalValue(isObject(value) ? value : {}, type);
  if (value === undefined) return null;
  if (mark === '[]' && Array.isArray(value)) return value.map((item) => internalValue(item, type));
  if (mark === '*' && isObject(value)) return internalValue(value, type);
  return isPlainMap(value) ? sorted(value) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

function sorted(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const irregular: Readonly<Record<string, string>> = { CephFS: 'cephfs', StorageOS: 'storageos' };

/** `DNSPolicy` is `dnsPolicy`, `TTY` is `tty`. */
function externalName(name: string): string {
  return irregular[name] ?? name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
