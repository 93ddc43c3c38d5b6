import type { Check } from './lab.ts';

/**
 * What is remembered of a step's checks from look to look: since when each has held without a break, for those that must
 * hold for a while, and what stood there when the step was opened. A new step, and a cluster that was taken back in time, begin with a new memory.
 */
export class CheckMemory {
  readonly #holdsSinceMs = new Map<Check, number>();
  readonly #touched = new Map<Check, { readonly atMs: number; readonly finding: unknown }>();

  readonly #before = new Map<Check, string>();

  /** What stood at a check's place when the step was opened, as `valuesText` writes it. */
  before(check: Check): string | undefined {
    return this.#before.get(check);
  }

  noteBefore(check: Check, values: string): void {
    this.#before.set(check, values);
  }

  /** Takes down what a look found; the virtual time, in milliseconds, for which the check has held so far. */
  note(check: Check, outcome: 'holds' | 'fails', nowMs: number): number {
    if (outcome === 'fails') {
      this.#holdsSinceMs.delete(check);
      return 0;
    }
    const sinceMs = Math.min(this.#holdsSinceMs.get(check) ?? nowMs, nowMs);
    this.#holdsSinceMs.set(check, sinceMs);
    return nowMs - sinceMs;
  }

  /** What a look that leaves traces found last, unless it was longer ago than that. */
  lastTouch<Finding>(check: Check, nowMs: number, forgottenAfterMs: number): Finding | undefined {
    const last = this.#touched.get(check);
    const isFresh = last && last.atMs <= nowMs && nowMs - last.atMs < forgottenAfterMs;
    return isFresh ? (last.finding as Finding) : undefined;
  }

  noteTouch(check: Check, nowMs: number, finding: unknown): void {
    this.#touched.set(check, { atMs: nowMs, finding });
  }
}
