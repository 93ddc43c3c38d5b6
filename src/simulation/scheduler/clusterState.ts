import type { Namespace, Node } from '../../api/generated/objects.ts';
import type { LabelQuery } from '../../api/labels.ts';
import type { Stored } from '../../api/objects.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { namespaceKind } from '../apiserver/knownKinds.ts';
import { AffinityIndex } from './affinityIndex.ts';
import { NodeInfo } from './nodeInfo.ts';
import { Nominations } from './nominations.ts';
import { type EndingPods, PodCounts } from './podCounts.ts';
import type { PodInfo } from './podInfo.ts';

interface Placed {
  readonly pod: PodInfo;
  readonly nodeName: string;
}

/** What the scheduler knows of the cluster: the Nodes with their Pods, those it has just placed included. */
export class ClusterState {
  readonly api: ComponentApi;
  readonly affinity = new AffinityIndex();
  readonly nominations = new Nominations();
  readonly #nodes = new Map<string, NodeInfo>();
  readonly #placed = new Map<string, Placed>();
  readonly #counts = new PodCounts();
  #ordered: readonly NodeInfo[] | undefined;
  #someClosed: boolean | undefined;
  #nodesOfImage: ReadonlyMap<string, number> | undefined;

  constructor(api: ComponentApi) {
    this.api = api;
  }

  /** All Nodes, one of each zone in turn, as kube-scheduler looks at them. */
  get nodes(): readonly NodeInfo[] {
    this.#ordered ??= zoneByZone([...this.#nodes.values()]);
    return this.#ordered;
  }

  node(name: string): NodeInfo | undefined {
    return this.#nodes.get(name);
  }

  /** Whether a Node is cordoned or has a taint: mostly none is, and then nobody needs to look at each. */
  get someClosed(): boolean {
    this.#someClosed ??= this.nodes.some(
      ({ node: { spec } }) => spec?.unschedulable || (spec?.taints?.length ?? 0) > 0,
    );
    return this.#someClosed;
  }

  /** On how many Nodes an image lies. */
  nodesOfImage(name: string): number {
    if (!this.#nodesOfImage) {
      const counts = new Map<string, number>();
      for (const node of this.#nodes.values()) {
        for (const image of node.imageBytes.keys()) counts.set(image, (counts.get(image) ?? 0) + 1);
      }
      this.#nodesOfImage = counts;
    }
    return this.#nodesOfImage.get(name) ?? 0;
  }

  /** How many Pods of a namespace a selector selects, by the name of their Node. */
  podCounts(namespace: string, query: LabelQuery, ending: EndingPods): ReadonlyMap<string, number> {
    return this.#counts.of(namespace, query, ending, this.#nodes.values());
  }

  readonly namespaceLabels = (namespace: string): Readonly<Record<string, string>> | undefined =>
    this.api.get<Namespace>(namespaceKind, '', namespace)?.metadata.labels;

  setNode(node: Stored<Node>): void {
    const known = this.#nodes.get(node.metadata.name);
    const before = known?.node;
    if (before?.metadata.labels !== node.metadata.labels) this.#ordered = undefined;
    if (before?.spec !== node.spec) this.#someClosed = undefined;
    if (before?.status?.images !== node.status?.images) this.#nodesOfImage = undefined;
    if (known) {
      known.node = node;
      return;
    }
    this.#ordered = undefined;
    const info = new NodeInfo(node);
    this.#nodes.set(info.name, info);
    for (const { pod, nodeName } of this.#placed.values()) if (nodeName === info.name) info.addPod(pod);
    this.#counts.clear();
  }

  removeNode(name: string): void {
    this.#someClosed = undefined;
    this.#ordered = undefined;
    this.#nodesOfImage = undefined;
    this.#nodes.delete(name);
    this.#counts.clear();
  }

  /** The Pod as it was known on its Node. */
  placed(uid: string): PodInfo | undefined {
    return this.#placed.get(uid)?.pod;
  }

  /** Puts a Pod on a Node, or a new version of it. */
  place(pod: PodInfo, nodeName: string): void {
    this.release(pod.uid);
    this.nominations.remove(pod.uid);
    this.#placed.set(pod.uid, { pod, nodeName });
    this.affinity.add(pod, nodeName);
    const node = this.#nodes.get(nodeName);
    if (!node) return;
    node.addPod(pod);
    this.#counts.add(pod, nodeName);
  }

  /** Takes a Pod off its Node; the Pod as it was known, if it was. */
  release(uid: string): PodInfo | undefined {
    const placed = this.#placed.get(uid);
    if (!placed) return undefined;
    this.#placed.delete(uid);
    this.affinity.remove(placed.pod, placed.nodeName);
    const node = this.#nodes.get(placed.nodeName);
    if (node) {
      node.removePod(uid);
      this.#counts.remove(placed.pod, placed.nodeName);
    }
    return placed.pod;
  }
}

function zoneByZone(nodes: readonly NodeInfo[]): readonly NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  for (const info of nodes) {
    const { labels = {} } = info.node.metadata;
    const zone = `${labels['topology.kubernetes.io/region'] ?? ''}/${labels['topology.kubernetes.io/zone'] ?? ''}`;
    const members = zones.get(zone);
    if (members) members.push(info);
    else zones.set(zone, [info]);
  }
  if (zones.size <= 1) return nodes;
  const ordered: NodeInfo[] = [];
  for (let round = 0; ordered.length < nodes.length; round++) {
    for (const members of zones.values()) {
      const next = members[round];
      if (next) ordered.push(next);
    }
  }
  return ordered;
}
