import type { Pod } from '../../../api/generated/objects.ts';
import { type LabelQuery, matchesLabels } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';

/** How each HPA selects its Pods, as far as it has looked at its target: to find Pods that two of them would scale. */
export class SelectingHpas {
  readonly #byNamespace = new Map<string, Map<string, LabelQuery>>();

  set(namespace: string, name: string, query: LabelQuery): void {
    const queries = this.#byNamespace.get(namespace) ?? new Map<string, LabelQuery>();
    this.#byNamespace.set(namespace, queries.set(name, query));
  }

  remove(namespace: string, name: string): void {
    this.#byNamespace.get(namespace)?.delete(name);
  }

  /** `namespace/name` of the HPAs that select any of these Pods, sorted. */
  of(namespace: string, pods: readonly Stored<Pod>[]): readonly string[] {
    const queries = [...(this.#byNamespace.get(namespace) ?? [])];
    const selects = (query: LabelQuery) => pods.some(({ metadata }) => matchesLabels(query, metadata.labels));
    return queries.flatMap(([name, query]) => (selects(query) ? [`${namespace}/${name}`] : [])).sort();
  }
}
