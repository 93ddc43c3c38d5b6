import type { Node } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { addAmounts, amountsOf, noResources, type ResourceAmounts, subtractAmounts } from '../../api/podResources.ts';
import { parseQuantity, toNumber } from '../../api/quantity.ts';
import type { PodInfo } from './podInfo.ts';

/** What the scheduler knows of a Node: its size, and the Pods placed on it with the sums of what they ask. */
export class NodeInfo {
  #node: Stored<Node>;
  #allocatable: ResourceAmounts = noResources;
  #maxPods = 0;
  #imageBytes: ReadonlyMap<string, number> = new Map();
  #requested: ResourceAmounts = noResources;
  #ratedCpuMilli = 0;
  #ratedMemoryBytes = 0;
  readonly #pods = new Map<string, PodInfo>();
  readonly #podsWithHostPorts = new Map<string, PodInfo>();

  constructor(node: Stored<Node>) {
    this.#node = node;
    this.#readStatus(node);
  }

  get node(): Stored<Node> {
    return this.#node;
  }

  /** A new version. A heartbeat leaves most of it as it was, and what is the same object is not read again. */
  set node(node: Stored<Node>) {
    const before = this.#node.status;
    this.#node = node;
    if (before?.allocatable !== node.status?.allocatable || before?.images !== node.status?.images) {
      this.#readStatus(node);
    }
  }

  get name(): string {
    return this.#node.metadata.name;
  }

  get allocatable(): ResourceAmounts {
    return this.#allocatable;
  }

  get maxPods(): number {
    return this.#maxPods;
  }

  /** Sizes of the images that are there, by name. */
  get imageBytes(): ReadonlyMap<string, number> {
    return this.#imageBytes;
  }

  get requested(): ResourceAmounts {
    return this.#requested;
  }

  /** As `requested`, with an assumed size for containers that request nothing: what Nodes are rated by. */
  get ratedCpuMilli(): number {
    return this.#ratedCpuMilli;
  }

  get ratedMemoryBytes(): number {
    return this.#ratedMemoryBytes;
  }

  get podCount(): number {
    return this.#pods.size;
  }

  get pods(): Iterable<PodInfo> {
    return this.#pods.values();
  }

  get podsWithHostPorts(): Iterable<PodInfo> {
    return this.#podsWithHostPorts.values();
  }

  addPod(pod: PodInfo): void {
    if (this.#pods.has(pod.uid)) this.removePod(pod.uid);
    this.#pods.set(pod.uid, pod);
    if (pod.hostPorts.length > 0) this.#podsWithHostPorts.set(pod.uid, pod);
    this.#requested = addAmounts(this.#requested, pod.requests);
    this.#ratedCpuMilli += pod.ratedCpuMilli;
    this.#ratedMemoryBytes += pod.ratedMemoryBytes;
  }

  removePod(uid: string): void {
    const pod = this.#pods.get(uid);
    if (!pod) return;
    this.#pods.delete(uid);
    this.#podsWithHostPorts.delete(uid);
    this.#requested = subtractAmounts(this.#requested, pod.requests);
    this.#ratedCpuMilli -= pod.ratedCpuMilli;
    this.#ratedMemoryBytes -= pod.ratedMemoryBytes;
  }

  /** A copy to try things on. */
  copy(): NodeInfo {
    const copy = new NodeInfo(this.#node);
    for (const pod of this.#pods.values()) copy.addPod(pod);
    return copy;
  }

  #readStatus(node: Stored<Node>): void {
    this.#allocatable = amountsOf(node.status?.allocatable);
    const pods = parseQuantity(String(node.status?.allocatable?.pods ?? '0'));
    this.#maxPods = pods ? toNumber(pods) : 0;
    const images = node.status?.images ?? [];
    this.#imageBytes = new Map(
      images.flatMap(({ names = [], sizeBytes = 0 }) => names.map((name) => [name, sizeBytes])),
    );
  }
}
