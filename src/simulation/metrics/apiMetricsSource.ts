import type { APIService, CrossVersionObjectReference, Status } from '../../api/generated/objects.ts';
import { findKind } from '../../api/kinds.ts';
import { formatLabelQuery, type LabelQuery } from '../../api/labels.ts';
import { refusalOf } from '../../api/status.ts';
import { parseTime } from '../../api/time.ts';
import type { AggregatedServer, AggregatedServers } from '../apiserver/aggregation/aggregatedServers.ts';
import { registrations } from '../apiserver/aggregation/registrations.ts';
import type { ComponentApi } from '../apiserver/componentApi.ts';
import { apiServiceKind } from '../apiserver/knownKinds.ts';
import {
  type Measured,
  type MeasuredPod,
  type MeasuredValue,
  type MetricsSource,
  noMetricsApi,
} from '../controllers/horizontalPodAutoscaler/metricsSource.ts';
import { readGoDuration } from './goDuration.ts';
import type { PodMetrics } from './resource/measured.ts';

/** A MetricValue of `custom.metrics.k8s.io/v1beta2`. */
interface MetricValue {
  readonly describedObject: { readonly name: string };
  readonly timestamp: string;
  readonly windowSeconds?: number;
  readonly value: string;
}

/** An ExternalMetricValue of `external.metrics.k8s.io/v1beta1`. */
type ExternalMetricValue = Omit<MetricValue, 'describedObject'>;

/** What a client's errors call a request: its resource, and the name where there is one. */
interface Asked {
  readonly path: string;
  readonly resource: string;
  readonly name?: string;
  readonly query: Readonly<Record<string, LabelQuery>>;
}

/** The APIs of metrics as the autoscalers' client sees them: asked of the servers that are registered, through no network. */
export class ApiMetricsSource implements MetricsSource {
  readonly #api: ComponentApi;
  readonly #servers: AggregatedServers;

  constructor(api: ComponentApi, servers: AggregatedServers) {
    this.#api = api;
    this.#servers = servers;
  }

  podUsage(namespace: string, pods: LabelQuery): Measured<readonly MeasuredPod[]> {
    const asked = { path: `namespaces/${namespace}/pods`, resource: 'pods', query: { labelSelector: pods } };
    return each(this.#list<PodMetrics>('metrics.k8s.io', 'v1beta1', asked, noMetricsApi.resource), (item) => ({
      name: item.metadata?.name ?? '',
      timestampMs: parseTime(item.timestamp) ?? 0,
      windowMs: readGoDuration(item.window),
      containers: item.containers,
    }));
  }

  podMetric(
    namespace: string,
    metric: string,
    pods: LabelQuery,
    series: LabelQuery,
  ): Measured<readonly MeasuredValue[]> {
    const query = { labelSelector: pods, metricLabelSelector: series };
    const asked = { path: `namespaces/${namespace}/pods/*/${metric}`, resource: 'pods', name: '*', query };
    return this.#custom(asked);
  }

  objectMetric(
    namespace: string,
    metric: string,
    object: CrossVersionObjectReference,
    series: LabelQuery,
  ): Measured<MeasuredValue> {
    const { apiVersion = 'v1', kind, name } = object;
    const info = findKind(apiVersion, kind);
    if (!info) {
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
      return { problem: `no matches for kind "${kind}" in group "${group}"` };
    }
    const resource = info.group === '' ? info.plural : `${info.plural}.${info.group}`;
    const isNamespace = kind === 'Namespace' && info.group === '';
    const path = isNamespace
      ? `namespaces/${namespace}/metrics/${metric}`
      : `namespaces/${namespace}/${resource}/${name}/${metric}`;
    const found = this.#custom({ path, resource, name, query: { metricLabelSelector: series } });
    if (found.problem !== undefined) return found;
    const [value] = found.values;
    return value ? { values: value } : { problem: `the custom metrics API returned 0 items, expected 1` };
  }

  externalMetric(namespace: string, metric: string, series: LabelQuery): Measured<readonly MeasuredValue[]> {
    const asked = { path: `namespaces/${namespace}/${metric}`, resource: metric, query: { labelSelector: series } };
    const group = 'external.metrics.k8s.io';
    const found = this.#list<ExternalMetricValue>(group, 'v1beta1', asked, noMetricsApi.external(metric));
    return each(found, (item) => ({ ...amountOf(item), name: metric }));
  }

  #custom(asked: Asked): Measured<readonly MeasuredValue[]> {
    const found = this.#list<MetricValue>('custom.metrics.k8s.io', 'v1beta2', asked, noMetricsApi.custom);
    return each(found, (item) => ({ ...amountOf(item), name: item.describedObject.name }));
  }

  /** The items of a list; `missing` is said where nobody serves the API. */
  #list<T>(group: string, version: string, asked: Asked, missing: string): Measured<readonly T[]> {
    const server = this.#serverOf(group, version);
    if (server === 'none') return { problem: missing };
    if (server === 'unavailable') {
      const name = asked.name === undefined ? '' : ` ${asked.name}`;
      return { problem: `${unavailable} (get ${asked.resource}.${group}${name})` };
    }
    const query = Object.fromEntries(
      Object.entries(asked.query)
        .filter(([, wanted]) => wanted.length > 0)
        .map(([name, wanted]) => [name, formatLabelQuery(wanted)]),
    );
    const response = server.answer({ method: 'GET', path: `/apis/${group}/${version}/${asked.path}`, query });
    const refusal: Status | undefined = refusalOf(response);
    if (refusal) return { problem: refusal.message ?? '' };
    return { values: (response.body as { items: readonly T[] }).items };
  }

  #serverOf(group: string, version: string): AggregatedServer | 'none' | 'unavailable' {
    const registered = registrations(this.#api.list<APIService>(apiServiceKind)).find(
      (each) => each.group === group && each.version === version,
    );
    if (!registered) return 'none';
    return (registered.isAvailable ? this.#servers.behind(registered.service) : undefined) ?? 'unavailable';
  }
}

const unavailable = 'the server is currently unable to handle the request';

function each<T, U>(found: Measured<readonly T[]>, made: (item: T) => U): Measured<readonly U[]> {
  return found.problem === undefined ? { values: found.values.map(made) } : found;
}

function amountOf({ timestamp, windowSeconds, value }: ExternalMetricValue): Omit<MeasuredValue, 'name'> {
  const windowMs = windowSeconds === undefined ? {} : { windowMs: windowSeconds * 1000 };
  return { timestampMs: parseTime(timestamp) ?? 0, ...windowMs, value };
}
