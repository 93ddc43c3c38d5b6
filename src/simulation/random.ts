/** The alphabet of Kubernetes' generated names: no vowels, no digits that look like them (`k8s.io/apimachinery/pkg/util/rand`). */
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Random numbers that are the same for the same seed (mulberry32). Each part of the cluster takes its own fork, so that
 * a draw in one part does not change what another part draws.
 */
export class Random {
  #state: number;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#state = this.#seed;
  }

  /** A generator of its own for the part called `name`. */
  fork(name: string): Random {
    let hash = 0x811c9dc5 ^ this.#seed;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return new Random(hash ^ (hash >>> 15));
  }

  /** At least 0, less than 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number of at least `low`, less than `high`. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length)] as T;
  }

  /** The random end of a generated name: `x7k2p`. */
  nameSuffix(length = 5): string {
    let text = '';
    for (let i = 0; i < length; i++) text += nameAlphabet[this.integer(0, nameAlphabet.length)];
    return text;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = (digits: number) =>
      this.integer(0, 16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[this.integer(0, 4)]}${hex(3)}-${hex(8)}${hex(4)}`;
  }

  /** So many lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    for (let i = 0; i < digits; i++) text += this.integer(0, 16).toString(16);
    return text;
  }
}
