import { maxNameBytes } from './nameText.ts';

/** Reads the parts of a message one after the other. What is cut off or wrong is undefined, and then all that follows. */
export class MessageReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  uint8(): number | undefined {
    return this.#bytes[this.#at++];
  }

  uint16(): number | undefined {
    const [high, low] = [this.uint8(), this.uint8()];
    return high === undefined || low === undefined ? undefined : high * 256 + low;
  }

  uint32(): number | undefined {
    const [high, low] = [this.uint16(), this.uint16()];
    return high === undefined || low === undefined ? undefined : high * 65_536 + low;
  }

  /** So many bytes, which stay those of the message. */
  take(count: number): Uint8Array | undefined {
    const end = this.#at + count;
    if (end > this.#bytes.length) {
      this.#at = Number.POSITIVE_INFINITY;
      return undefined;
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** The labels of a name. It may end in a pointer to what stands before it (RFC 1035, 4.1.4). */
  name(): readonly string[] | undefined {
    const labels: string[] = [];
    let total = 1;
    let at = this.#at;
    let after: number | undefined;
    // Each pointer leads further to the front: so there is an end.
    let front = at;
    for (;;) {
      const length = this.#bytes[at];
      if (length === undefined) return undefined;
      if (length === 0) break;
      if (length >= 0xc0) {
        const low = this.#bytes[at + 1];
        const target = low === undefined ? front : (length - 0xc0) * 256 + low;
        if (target >= front) return undefined;
        after ??= at + 2;
        front = target;
        at = target;
        continue;
      }
      total += length + 1;
      if (length > 63 || total > maxNameBytes || at + 1 + length > this.#bytes.length) return undefined;
      labels.push(String.fromCharCode(...this.#bytes.subarray(at + 1, at + 1 + length)));
      at += 1 + length;
    }
    this.#at = after ?? at + 1;
    return labels;
  }
}
