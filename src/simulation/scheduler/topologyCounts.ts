import type { Node } from '../../api/generated/objects.ts';

/** Numbers by a label of Nodes and its value: how many Pods there are in a zone, say. */
export class TopologyCounts {
  readonly #byKey = new Map<string, Map<string, number>>();

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  /** Adds to the domain that a Node lies in; a Node without the label lies in none. */
  add(key: string, node: Node, amount: number): void {
    const value = node.metadata?.labels?.[key];
    if (value === undefined) return;
    const values = this.#byKey.get(key) ?? new Map<string, number>();
    const sum = (values.get(value) ?? 0) + amount;
    if (sum === 0) values.delete(value);
    else values.set(value, sum);
    if (values.size === 0) this.#byKey.delete(key);
    else this.#byKey.set(key, values);
  }

  /** The number of the domain that a Node lies in. */
  of(key: string, node: Node): number {
    const value = node.metadata?.labels?.[key];
    return value === undefined ? 0 : (this.#byKey.get(key)?.get(value) ?? 0);
  }

  /** The numbers of all domains that a Node lies in, one for each label that was counted. */
  *allOf(node: Node): Iterable<number> {
    for (const key of this.#byKey.keys()) yield this.of(key, node);
  }
}
