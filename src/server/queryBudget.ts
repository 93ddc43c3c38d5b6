/** How much may happen in a second: what is left fills up evenly, to at most one second's worth. */
export class QueryBudget {
  readonly #perSecond: number;
  readonly #nowMs: () => number;
  #left: number;
  #atMs: number;

  /** `nowMs` is any clock that never goes back. */
  constructor(perSecond: number, nowMs: () => number) {
    this.#perSecond = perSecond;
    this.#nowMs = nowMs;
    this.#left = perSecond;
    this.#atMs = nowMs();
  }

  /** Takes one; false where nothing is left. */
  take(): boolean {
    const nowMs = this.#nowMs();
    this.#left = Math.min(this.#perSecond, this.#left + ((nowMs - this.#atMs) * this.#perSecond) / 1000);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
