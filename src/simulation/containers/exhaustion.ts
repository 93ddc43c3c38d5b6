/**
 * The end of a process that wants more than the simulation gives: thrown from wherever it is noticed, caught by the
 * kernel, which lets the process say so and ends it. No script survives it, as none survives the real thing.
 */
export class Exhausted {
  readonly text: string;

  constructor(text = 'out of memory') {
    this.text = text;
  }
}

/** One text of a container's process (a variable, a field, a line) may be so long, in bytes. */
export const maxTextBytes = 1024 * 1024;
/** Fields of one command, names of one pattern. */
export const maxFields = 65_536;

/** The text, where a process may hold it. */
export function held(text: string): string {
  if (text.length > maxTextBytes) throw new Exhausted();
  return text;
}

/** Steps of one operation, such as the search in a line. */
const maxSteps = 2_000_000;
const microsPerStep = 0.05;

/** Bounds the work of one operation, in steps of some ten nanoseconds, so that none takes the host for long. */
export class WorkLimit {
  readonly #steps: number;
  #left: number;

  constructor(steps = maxSteps) {
    this.#steps = steps;
    this.#left = steps;
  }

  /** What the steps taken cost, as processor time in microseconds. */
  get takenMicros(): number {
    return (this.#steps - this.#left) * microsPerStep;
  }

  take(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new Exhausted('out of time');
  }
}

/** A text without the characters of that kind at its end; a regular expression would look at each run of them anew. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end -= 1;
  return text.slice(0, end);
}
