import type { HpaRecord } from '../../../api/autoscaling/hpaRecord.ts';

/** So many looks of one HPA are remembered: two hours of them. */
const remembered = 500;

/** What each HPA's controller did, look by look; the oldest are forgotten, and all when the HPA is. */
export class HpaRecords {
  readonly #byKey = new Map<string, HpaRecord[]>();

  /** `key`: `namespace/name`. */
  add(key: string, record: HpaRecord): void {
    const records = this.#byKey.get(key) ?? [];
    this.#byKey.set(key, records);
    records.push(record);
    if (records.length > remembered) records.shift();
  }

  /** Oldest first. */
  of(key: string): readonly HpaRecord[] {
    return [...(this.#byKey.get(key) ?? [])];
  }

  forget(key: string): void {
    this.#byKey.delete(key);
  }
}
