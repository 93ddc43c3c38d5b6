import type { AffinityTerm } from './affinityTerm.ts';
import type { PodInfo } from './podInfo.ts';

/** Which of the terms of Pods that have a Node. */
export type TermKind = 'requiredAffinity' | 'requiredAntiAffinity' | 'preferredAffinity' | 'preferredAntiAffinity';

interface IndexedTerm {
  readonly term: AffinityTerm;
  /** Node name to how many Pods there have the term, or to the sum of its weights. */
  readonly byNode: Map<string, number>;
}

/**
 * The terms of affinity of the Pods that have a Node, each once: the Pods of a large Deployment have the same. Who looks
 * for a Node compares itself with each term, not with each Pod.
 */
export class AffinityIndex {
  readonly #terms: Readonly<Record<TermKind, Map<string, IndexedTerm>>> = {
    requiredAffinity: new Map(),
    requiredAntiAffinity: new Map(),
    preferredAffinity: new Map(),
    preferredAntiAffinity: new Map(),
  };

  terms(kind: TermKind): Iterable<IndexedTerm> {
    return this.#terms[kind].values();
  }

  add(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, 1);
  }

  remove(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, -1);
  }

  #change(pod: PodInfo, nodeName: string, by: 1 | -1): void {
    for (const kind of ['requiredAffinity', 'requiredAntiAffinity'] as const) {
      for (const term of pod[kind]) count(this.#terms[kind], term, nodeName, by);
    }
    for (const kind of ['preferredAffinity', 'preferredAntiAffinity'] as const) {
      for (const { term, weight } of pod[kind]) count(this.#terms[kind], term, nodeName, by * weight);
    }
  }
}

function count(terms: Map<string, IndexedTerm>, term: AffinityTerm, nodeName: string, by: number): void {
  let indexed = terms.get(term.key);
  if (!indexed) {
    indexed = { term, byNode: new Map() };
    terms.set(term.key, indexed);
  }
  const sum = (indexed.byNode.get(nodeName) ?? 0) + by;
  if (sum === 0) indexed.byNode.delete(nodeName);
  else indexed.byNode.set(nodeName, sum);
  if (indexed.byNode.size === 0) terms.delete(term.key);
}
