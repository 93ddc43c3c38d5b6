import type { CrossVersionObjectReference } from '../../../api/generated/objects.ts';
import type { LabelQuery } from '../../../api/labels.ts';

/** What an API of metrics answers, or its refusal in the words that a real client has for it. */
export type Measured<T> =
  | { readonly values: T; readonly problem?: undefined }
  | { readonly values?: undefined; readonly problem: string };

/** One PodMetrics object of `metrics.k8s.io/v1beta1`. */
export interface MeasuredPod {
  readonly name: string;
  /** The end of the time that was measured; milliseconds since 1970, in whole seconds as the API writes it. */
  readonly timestampMs: number;
  readonly windowMs: number;
  /** As quantities: `{ cpu: '12345678n', memory: '7340Ki' }`. */
  readonly containers: readonly { readonly name: string; readonly usage: Readonly<Record<string, string>> }[];
}

/** One MetricValue of `custom.metrics.k8s.io/v1beta2` or `external.metrics.k8s.io/v1beta1`. */
export interface MeasuredValue {
  /** The object that it describes, such as a Pod. */
  readonly name: string;
  /** Milliseconds since 1970, in whole seconds. */
  readonly timestampMs: number;
  /** A minute where the API says nothing. */
  readonly windowMs?: number;
  /** A quantity. */
  readonly value: string;
}

/**
 * Where the HorizontalPodAutoscalers' controller gets its numbers: the three APIs of metrics as a client sees them
 * (k8s.io/kubernetes/pkg/controller/podautoscaler/metrics). An answer without values is an empty list, not a problem.
 */
export interface MetricsSource {
  /** A list of `pods.metrics.k8s.io`, in the order in which the API lists them. */
  podUsage(namespace: string, pods: LabelQuery): Measured<readonly MeasuredPod[]>;
  /** What each Pod says of itself. */
  podMetric(
    namespace: string,
    metric: string,
    pods: LabelQuery,
    series: LabelQuery,
  ): Measured<readonly MeasuredValue[]>;
  /** What one object says of itself, such as a Service or an Ingress; of the Namespace itself where that is named. */
  objectMetric(
    namespace: string,
    metric: string,
    object: CrossVersionObjectReference,
    series: LabelQuery,
  ): Measured<MeasuredValue>;
  /** What something outside of the cluster says, such as a queue; one value for each series. */
  externalMetric(namespace: string, metric: string, series: LabelQuery): Measured<readonly MeasuredValue[]>;
}

/** The words of a client whose cluster has no such API: nobody has installed metrics-server, or an adapter. */
export const noMetricsApi = {
  resource: 'the server could not find the requested resource (get pods.metrics.k8s.io)',
  custom: 'no custom metrics API (custom.metrics.k8s.io) registered',
  external: (metric: string) =>
    `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`,
} as const;

/** The words of a client whose cluster has the API, while nobody answers behind it yet. */
export const metricsApiUnavailable = 'the server is currently unable to handle the request (get pods.metrics.k8s.io)';

/** A cluster in which nobody measures anything. */
export const noMetrics: MetricsSource = {
  podUsage: () => ({ problem: noMetricsApi.resource }),
  podMetric: () => ({ problem: noMetricsApi.custom }),
  objectMetric: () => ({ problem: noMetricsApi.custom }),
  externalMetric: (_namespace, metric) => ({ problem: noMetricsApi.external(metric) }),
};
