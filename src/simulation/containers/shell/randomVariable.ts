type Numbers = () => number;

/**
 * What `$RANDOM` draws from: numbers from 0 to 32767. Whoever assigns to it gets the numbers of that seed, the same as
 * from the real shell.
 */
export class RandomVariable {
  #numbers: Numbers;

  /** `unseeded`: what is drawn before anything was assigned. */
  constructor(unseeded: Numbers) {
    this.#numbers = unseeded;
  }

  next(): number {
    return this.#numbers();
  }

  /** An assignment; what is no number counts as 0, as far as it is none. */
  seed(text: string, dialect: 'ash' | 'bash'): void {
    const digits = /^\s*([-+]?)(\d{1,100})/.exec(text);
    const value = BigInt(digits?.[2] ?? '0');
    const seed = Number(BigInt.asUintN(32, digits?.[1] === '-' ? -value : value));
    this.#numbers = dialect === 'ash' ? ashNumbers(seed) : bashNumbers(seed);
  }
}

/** Busybox' generator: the sum of a shift register, a linear congruence and Marsaglia's xorshift. */
function ashNumbers(seed: number): Numbers {
  let register = seed === 0 ? 1 : seed | 0;
  let congruence = seed;
  let older = register;
  let newer = seed;
  return () => {
    congruence = (Math.imul(congruence, 1_664_525) + 1_013_904_223) | 0;
    register = (register << 1) ^ (register < 0 ? 0x8000_000b : 0);
    const shifted = older ^ (older << 2);
    older = newer;
    newer = newer ^ (newer >>> 3) ^ shifted ^ (shifted >>> 7);
    return (register - congruence + newer) & 0x7fff;
  };
}

/** Bash's generator: Park and Miller's minimal standard, both halves of it folded together, no number twice in a row. */
function bashNumbers(seed: number): Numbers {
  let state = seed;
  let last = 0;
  return () => {
    const before = last;
    do {
      const from = state === 0 ? 123_459_876 : state;
      const high = Math.trunc(from / 127_773);
      const next = 16_807 * (from - 127_773 * high) - 2_836 * high;
      state = next < 0 ? next + 0x7fff_ffff : next;
      last = ((state >>> 16) ^ state) & 0x7fff;
    } while (last === before);
    return last;
  };
}
