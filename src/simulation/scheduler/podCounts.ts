import { formatLabelQuery, type LabelQuery, matchesLabels } from '../../api/labels.ts';
import type { NodeInfo } from './nodeInfo.ts';
import type { PodInfo } from './podInfo.ts';

/** Whether Pods that are being deleted count. */
export type EndingPods = 'counted' | 'left out';

interface Counted {
  readonly query: LabelQuery;
  readonly ending: EndingPods;
  readonly byNode: Map<string, number>;
}

/** So many selectors of one namespace are counted at a time; the one that was asked for first goes first. */
const maxSelectors = 32;

/**
 * How many Pods of a namespace a selector selects on each Node, kept up to date from the first question on: counting
 * anew for every Pod of a large Deployment would cost the square of its size.
 */
export class PodCounts {
  readonly #byNamespace = new Map<string, Map<string, Counted>>();

  /** Node name to number of Pods; a Node without such Pods may be missing. */
  of(namespace: string, query: LabelQuery, ending: EndingPods, nodes: Iterable<NodeInfo>): ReadonlyMap<string, number> {
    let selectors = this.#byNamespace.get(namespace);
    if (!selectors) {
      selectors = new Map();
      this.#byNamespace.set(namespace, selectors);
    }
    const key = `${ending} ${formatLabelQuery(query)}`;
    const known = selectors.get(key);
    if (known) return known.byNode;
    const counted: Counted = { query, ending, byNode: new Map() };
    for (const node of nodes) {
      for (const pod of node.pods) if (pod.namespace === namespace) change(counted, pod, node.name, 1);
    }
    for (const oldest of selectors.keys()) {
      if (selectors.size < maxSelectors) break;
      selectors.delete(oldest);
    }
    selectors.set(key, counted);
    return counted.byNode;
  }

  add(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, 1);
  }

  remove(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, -1);
  }

  /** Forgets all: Nodes with Pods came or went. */
  clear(): void {
    this.#byNamespace.clear();
  }

  #change(pod: PodInfo, nodeName: string, by: 1 | -1): void {
    const selectors = this.#byNamespace.get(pod.namespace);
    if (!selectors) return;
    for (const counted of selectors.values()) change(counted, pod, nodeName, by);
  }
}

function change({ query, ending, byNode }: Counted, { pod }: PodInfo, nodeName: string, by: 1 | -1): void {
  if (ending === 'left out' && pod.metadata.deletionTimestamp) return;
  if (!matchesLabels(query, pod.metadata.labels)) return;
  byNode.set(nodeName, (byNode.get(nodeName) ?? 0) + by);
}
