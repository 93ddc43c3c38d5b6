import type { Node, Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { addAmounts, amountsOf, noResources, podRequests, type ResourceAmounts } from '../../api/podResources.ts';
import { parseQuantity, toNumber } from '../../api/quantity.ts';

/** What the scheduler knows of a Node: its size, and what the Pods placed on it have asked for. */
export class NodeInfo {
  node: Stored<Node>;
  #allocatable: ResourceAmounts = noResources;
  #maxPods = 0;
  #requested: ResourceAmounts = noResources;
  readonly #pods = new Map<string, ResourceAmounts>();

  constructor(node: Stored<Node>) {
    this.node = node;
    this.setNode(node);
  }

  get allocatable(): ResourceAmounts {
    return this.#allocatable;
  }

  get maxPods(): number {
    return this.#maxPods;
  }

  get requested(): ResourceAmounts {
    return this.#requested;
  }

  get podCount(): number {
    return this.#pods.size;
  }

  setNode(node: Stored<Node>): void {
    this.node = node;
    this.#allocatable = amountsOf(node.status?.allocatable);
    const pods = parseQuantity(String(node.status?.allocatable?.pods ?? '0'));
    this.#maxPods = pods ? toNumber(pods) : 0;
  }

  addPod(pod: Stored<Pod>): void {
    if (this.#pods.has(pod.metadata.uid) || !pod.spec) return;
    const requests = podRequests(pod.spec);
    this.#pods.set(pod.metadata.uid, requests);
    this.#requested = addAmounts(this.#requested, requests);
  }

  removePod(uid: string): void {
    const requests = this.#pods.get(uid);
    if (!requests) return;
    this.#pods.delete(uid);
    this.#requested = addAmounts(this.#requested, {
      cpuMilli: -requests.cpuMilli,
      memoryBytes: -requests.memoryBytes,
    });
  }
}
