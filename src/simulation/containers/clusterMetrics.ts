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

/** What the programs that serve metrics have of the cluster. */
export interface ClusterMetrics {
  /** An empty one, for a metrics-server that has just started and asks every `resolutionMs`. */
  openUsageMeter(resolutionMs: number): UsageMeter;
}
