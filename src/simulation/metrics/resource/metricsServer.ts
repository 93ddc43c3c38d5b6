import type { Node, Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import type { ApiRequest, ApiResponse } from '../../../api/request.ts';
import type { AggregatedResource, AggregatedServer } from '../../apiserver/aggregation/aggregatedServers.ts';
import { nodeKind, podKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { FailedScrape, ServingProcess, UsageMeter } from '../../containers/clusterMetrics.ts';
import type { NodeFigures } from '../../kubelet/resourceMetrics.ts';
import { answerUsage } from './answerUsage.ts';
import {
  metricsGroup,
  type NodeMetrics,
  nodeMetricsKind,
  nodeMetricsOf,
  type PodMetrics,
  podMetricsKind,
  podMetricsOf,
} from './measured.ts';
import { NodePoints } from './nodePoints.ts';
import { type PodPoint, PodPoints } from './podPoints.ts';
import type { UsagePoint } from './usagePoint.ts';

/** Asks the kubelet of a Node; undefined where none answers. */
export type ReadFigures = (nodeName: string) => NodeFigures | undefined;

/** What a running metrics-server remembers and answers (https://github.com/kubernetes-sigs/metrics-server). */
export class MetricsServer implements UsageMeter, AggregatedServer {
  readonly #context: ComponentContext;
  readonly #read: ReadFigures;
  readonly #onServe: (server: AggregatedServer, process: ServingProcess) => void;
  readonly #nodes = new NodePoints();
  readonly #pods: PodPoints;
  nodes = 0;

  constructor(
    context: ComponentContext,
    read: ReadFigures,
    resolutionMs: number,
    onServe: (server: AggregatedServer, process: ServingProcess) => void,
  ) {
    this.#context = context;
    this.#read = read;
    this.#onServe = onServe;
    this.#pods = new PodPoints(resolutionMs);
  }

  get isReady(): boolean {
    return this.#nodes.hasUsage || this.#pods.hasUsage;
  }

  serve(process: ServingProcess): void {
    this.#onServe(this, process);
  }

  scrape(): readonly FailedScrape[] {
    const nodes = this.#context.api.list<Node>(nodeKind);
    this.nodes = nodes.length;
    const nodePoints = new Map<string, UsagePoint>();
    const podPoints = new Map<string, PodPoint>();
    const failed: FailedScrape[] = [];
    for (const { metadata, status } of nodes) {
      const figures = this.#read(metadata.name);
      if (figures) {
        const { atMs, cpuMs, memoryBytes } = figures;
        nodePoints.set(metadata.name, { startedAtMs: 0, atMs, cpuMs, memoryBytes });
        addPods(podPoints, figures);
        continue;
      }
      const ip = status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? metadata.name;
      const problem = `Get "https://${ip}:10250/metrics/resource": dial tcp ${ip}:10250: connect: no route to host`;
      failed.push({ nodeName: metadata.name, problem });
    }
    this.#nodes.store(nodePoints);
    this.#pods.store(podPoints);
    return failed;
  }

  resources(group: string, version: string): readonly AggregatedResource[] | undefined {
    return group === metricsGroup.group && version === metricsGroup.version ? served : undefined;
  }

  answer(request: ApiRequest): ApiResponse {
    return answerUsage(request, {
      pod: (namespace, name) => this.#context.api.get<Pod>(podKind, namespace, name),
      pods: (namespace) => this.#context.api.list<Pod>(podKind, namespace),
      node: (name) => this.#context.api.get<Node>(nodeKind, '', name),
      nodes: () => this.#context.api.list<Node>(nodeKind),
      podMetrics: (pod) => this.podMetrics(pod),
      nodeMetrics: (node) => this.#nodeMetrics(node),
    });
  }

  /** What is known of a Pod; undefined while that is nothing. */
  podMetrics(pod: Stored): PodMetrics | undefined {
    const usage = this.#pods.usageOf(pod.metadata.uid);
    return usage && podMetricsOf(pod, usage, this.#context.nowMs());
  }

  #nodeMetrics(node: Stored): NodeMetrics | undefined {
    const usage = this.#nodes.usageOf(node.metadata.name);
    return usage && nodeMetricsOf(node, usage, this.#context.nowMs());
  }
}

const verbs = ['get', 'list'];
const served: readonly AggregatedResource[] = [nodeMetricsKind, podMetricsKind].map(({ plural, kind, namespaced }) => ({
  name: plural,
  singularName: '',
  namespaced,
  kind,
  verbs,
}));

function addPods(points: Map<string, PodPoint>, { atMs, pods }: NodeFigures): void {
  for (const { uid, containers } of pods) {
    // A Pod that has not used anything yet was not measured in full.
    if (containers.some(({ cpuMs, memoryBytes }) => cpuMs === 0 || memoryBytes === 0)) continue;
    points.set(uid, { atMs, containers });
  }
}
