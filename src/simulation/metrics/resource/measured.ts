import type { ObjectMeta } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import { formatTime } from '../../../api/time.ts';
import { goDuration } from '../goDuration.ts';
import type { PodUsage } from './podPoints.ts';
import type { Usage } from './usagePoint.ts';

type Amounts = Usage['amounts'];

/** A PodMetrics object of `metrics.k8s.io/v1beta1`. */
export interface PodMetrics extends KubernetesObject {
  readonly timestamp: string;
  readonly window: string;
  readonly containers: readonly { readonly name: string; readonly usage: Amounts }[];
}

/** A NodeMetrics object of `metrics.k8s.io/v1beta1`. */
export interface NodeMetrics extends KubernetesObject {
  readonly timestamp: string;
  readonly window: string;
  readonly usage: Amounts;
}

export const metricsGroup = { group: 'metrics.k8s.io', version: 'v1beta1' } as const;

const common = { ...metricsGroup, singular: '', shortNames: [], categories: [] };

/** The kinds as discovery tells of them. */
export const podMetricsKind: KindInfo = {
  ...common,
  kind: 'PodMetrics',
  plural: 'pods',
  namespaced: true,
  type: 'PodMetrics',
};
export const nodeMetricsKind: KindInfo = {
  ...common,
  kind: 'NodeMetrics',
  plural: 'nodes',
  namespaced: false,
  type: 'NodeMetrics',
};

const apiVersion = `${metricsGroup.group}/${metricsGroup.version}`;

/** A Pod's usage as the API writes it. The object is made when it is asked for, as its time of creation says. */
export function podMetricsOf(pod: Stored, usage: PodUsage, nowMs: number): PodMetrics {
  return {
    kind: 'PodMetrics',
    apiVersion,
    metadata: metadataOf(pod, nowMs),
    timestamp: formatTime(usage.atMs),
    window: goDuration(usage.windowMs),
    containers: usage.containers,
  };
}

/** A Node's usage as the API writes it. */
export function nodeMetricsOf(node: Stored, usage: Usage, nowMs: number): NodeMetrics {
  return {
    kind: 'NodeMetrics',
    apiVersion,
    metadata: metadataOf(node, nowMs),
    timestamp: formatTime(usage.atMs),
    window: goDuration(usage.windowMs),
    usage: usage.amounts,
  };
}

function metadataOf({ metadata: { name, namespace, labels } }: Stored, nowMs: number): ObjectMeta {
  return {
    name,
    ...(namespace && { namespace }),
    creationTimestamp: formatTime(nowMs),
    ...(labels && Object.keys(labels).length > 0 && { labels }),
  };
}
