/** What a key stands for. */
export type Value =
  | { readonly kind: 'string'; text: string }
  | { readonly kind: 'list'; readonly items: string[] }
  | { readonly kind: 'set'; readonly members: Set<string> }
  | { readonly kind: 'hash'; readonly fields: Map<string, string> };

/** What a key, and an item of its value, costs beside its text, in bytes: assumptions of redis' usual order. */
const keyOverheadBytes = 64;
export const itemOverheadBytes = 24;

/** What redis holds before the first key, in bytes. */
export const baseMemoryBytes = 9 * 1024 * 1024;

/** One of redis' numbered databases; keys whose time is over are gone when they are next looked at. */
export class Keyspace {
  readonly #values = new Map<string, Value>();
  readonly #expiresMs = new Map<string, number>();
  readonly #nowMs: () => number;
  /** What the values hold, in bytes. */
  usedBytes = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get(key: string): Value | undefined {
    const expires = this.#expiresMs.get(key);
    if (expires !== undefined && expires <= this.#nowMs()) this.delete(key);
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.delete(key);
    this.#values.set(key, value);
    this.usedBytes += sizeOf(key, value);
  }

  /** A value of this key was changed in place and grew by so many bytes; an empty one is no value: its key goes. */
  changed(key: string, value: Value, growthBytes: number): void {
    if (!this.#values.has(key)) {
      this.set(key, value);
      return;
    }
    this.usedBytes += growthBytes;
    if (countOf(value) === 0) this.delete(key);
  }

  delete(key: string): boolean {
    const value = this.#values.get(key);
    if (!value) return false;
    this.usedBytes -= sizeOf(key, value);
    this.#expiresMs.delete(key);
    return this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#expiresMs.clear();
    this.usedBytes = 0;
  }

  /** In the order in which they were last written. */
  keys(): string[] {
    return [...this.#values.keys()].filter((key) => this.get(key) !== undefined);
  }

  /** Epoch, milliseconds; nothing for keys that stay. */
  expiryOf(key: string): number | undefined {
    return this.get(key) && this.#expiresMs.get(key);
  }

  expireAt(key: string, atMs: number | undefined): void {
    if (atMs === undefined) this.#expiresMs.delete(key);
    else this.#expiresMs.set(key, atMs);
  }
}

function countOf(value: Value): number {
  switch (value.kind) {
    case 'string':
      return 1;
    case 'list':
      return value.items.length;
    case 'set':
      return value.members.size;
    case 'hash':
      return value.fields.size;
  }
}

function sizeOf(key: string, value: Value): number {
  let bytes = keyOverheadBytes + key.length;
  if (value.kind === 'string') return bytes + value.text.length;
  const parts = value.kind === 'list' ? value.items : value.kind === 'set' ? value.members : value.fields.entries();
  for (const part of parts) {
    bytes += itemOverheadBytes + (typeof part === 'string' ? part.length : part[0].length + part[1].length);
  }
  return bytes;
}
