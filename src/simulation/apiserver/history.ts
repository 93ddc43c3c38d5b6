import type { Stored } from '../../api/objects.ts';

/** One change of one object. */
export interface Change {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** The version that the change made; of a deletion, the last one. */
  readonly object: Stored;
  /** The version before, where there was one: a watch with a selector needs it to see an object leave. */
  readonly previous?: Stored;
}

/** So many changes of one kind can be replayed to a watch. A real API server keeps 100 to 102,400 (its watch cache). */
export const historyLimit = 10_000;

/** So many characters of objects may they hold together: some large ones that change all day would fill the memory. */
export const historyWeightLimit = 64 * 1024 * 1024;

/** The newest changes of one kind. */
export class History {
  #changes: Change[] = [];
  /** What each of them holds that the version before did not. */
  #weights: number[] = [];
  #weight = 0;
  /** The revision of the newest change that was forgotten. */
  #forgottenRevision = 0;

  get oldestRevision(): number {
    return this.#forgottenRevision;
  }

  /** `weight` is roughly in characters. */
  add(change: Change, weight: number): void {
    this.#changes.push(change);
    this.#weights.push(weight);
    this.#weight += weight;
    if (this.#changes.length >= 2 * historyLimit) this.#forget(historyLimit);
    if (this.#weight > historyWeightLimit) this.#forget(this.#heaviestHalf());
  }

  /** How many of the oldest weigh half of what all may. */
  #heaviestHalf(): number {
    let rest = this.#weight;
    let count = 0;
    while (count < this.#weights.length && rest > historyWeightLimit / 2) rest -= this.#weights[count++] as number;
    return count;
  }

  #forget(count: number): void {
    this.#forgottenRevision = this.#changes[count - 1]?.revision ?? this.#forgottenRevision;
    this.#changes = this.#changes.slice(count);
    this.#weights = this.#weights.slice(count);
    this.#weight = this.#weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** The changes after `revision`; undefined where some of them were forgotten. */
  since(revision: number): readonly Change[] | undefined {
    if (revision < this.#forgottenRevision) return undefined;
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle] as Change).revision > revision) high = middle;
      else low = middle + 1;
    }
    return this.#changes.slice(low);
  }
}
