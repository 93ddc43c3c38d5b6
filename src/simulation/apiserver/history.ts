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

/** The newest changes of one kind. */
export class History {
  #changes: Change[] = [];
  /** The revision of the newest change that was forgotten. */
  #forgottenRevision = 0;

  get oldestRevision(): number {
    return this.#forgottenRevision;
  }

  add(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length < 2 * historyLimit) return;
    this.#forgottenRevision = (this.#changes[historyLimit - 1] as Change).revision;
    this.#changes = this.#changes.slice(historyLimit);
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
