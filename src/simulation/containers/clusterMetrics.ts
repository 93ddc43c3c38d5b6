import type { SocketAddress } from '../network/socketAddress.ts';

/** A process that serves an API. */
export interface ServingProcess {
  /** Where it listens. */
  readonly address: SocketAddress;
  /** False from when it has ended. */
  readonly isRunning: boolean;
}

/** A Node whose kubelet did not answer, and why. */
export interface FailedScrape {
  readonly nodeName: string;
  readonly problem: string;
}

/** What metrics-server keeps in its memory, and what it answers out of that. */
export interface UsageMeter {
  /** Asks the kubelet of each Node what its containers have used by now; those that did not answer. */
  scrape(): readonly FailedScrape[];
  /** Whether it has something to tell: it takes two scrapes. */
  readonly isReady: boolean;
  /** How many Nodes there were when it last asked. */
  readonly nodes: number;
  /** From now on requests to `metrics.k8s.io` are answered by this process. */
  serve(process: ServingProcess): void;
}

/** A Pod that wants its page of metrics to be read. */
export interface ScrapeTarget {
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly address: SocketAddress;
  readonly path: string;
}

/** One rule by which series become metrics of the API. */
export interface SeriesRule {
  /** The metric's name in the API; undefined where the rule is not about such a series. */
  metricOf(series: { readonly name: string; readonly labels: ReadonlyMap<string, string> }): string | undefined;
  /** What is said of an object with several series. */
  readonly combine: 'sum' | 'avg' | 'max' | 'min';
  /** Over how long the growth of a counter is averaged, milliseconds; missing where values are taken as they are. */
  readonly rateWindowMs?: number;
}

/** What an adapter for custom metrics has read of Pods, and what it answers out of that. */
export interface SeriesStore {
  /** The Pods that want to be read now; what is known of others is forgotten. */
  targets(): readonly ScrapeTarget[];
  /** A page was read; without one nobody answered. */
  scraped(target: ScrapeTarget, page: string | undefined): void;
  /** Finds out which metrics there are by now. */
  relist(): void;
  /** From now on requests to `custom.metrics.k8s.io` are answered by this process. */
  serve(process: ServingProcess): void;
}

/** What the programs that serve metrics have of the cluster. */
export interface ClusterMetrics {
  /** An empty one, for a metrics-server that has just started and asks every `resolutionMs`. */
  openUsageMeter(resolutionMs: number): UsageMeter;
  /** An empty one, for an adapter that has just started. */
  openSeriesStore(rules: readonly SeriesRule[]): SeriesStore;
}
