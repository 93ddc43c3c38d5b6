import type { EndpointSlice } from '../../api/generated/objects.ts';
import type { ComponentContext } from '../component.ts';
import type { ClusterMetrics, SeriesRule, SeriesStore, UsageMeter } from '../containers/clusterMetrics.ts';
import type { MetricsSource } from '../controllers/horizontalPodAutoscaler/metricsSource.ts';
import type { LabelledObjects } from '../controllers/labelledObjects.ts';
import { ApiMetricsSource } from './apiMetricsSource.ts';
import { MetricsAdapter } from './custom/metricsAdapter.ts';
import { MetricsServer, type ReadFigures } from './resource/metricsServer.ts';
import { ServingPods } from './servingPods.ts';

/** What is measured in a cluster, and who serves it: what its programs for metrics have, and what the API server passes on to them. */
export class MeteredCluster implements ClusterMetrics {
  readonly servers: ServingPods;
  /** What autoscalers see of it. */
  readonly source: MetricsSource;
  readonly #context: ComponentContext;
  readonly #read: ReadFigures;

  constructor(context: ComponentContext, slices: LabelledObjects<EndpointSlice>, read: ReadFigures) {
    this.#context = context;
    this.#read = read;
    this.servers = new ServingPods(context.api, slices);
    this.source = new ApiMetricsSource(context.api, this.servers);
  }

  openSeriesStore(rules: readonly SeriesRule[]): SeriesStore {
    return new MetricsAdapter(this.#context, rules, (server, process) => this.servers.announce(server, process));
  }

  openUsageMeter(resolutionMs: number): UsageMeter {
    return new MetricsServer(this.#context, this.#read, resolutionMs, (server, process) =>
      this.servers.announce(server, process),
    );
  }
}
