import type { LabelQuery } from '../../../api/labels.ts';
import { parseQuantity, toMilli } from '../../../api/quantity.ts';
import type { MeasuredPod, MeasuredValue, MetricsSource } from './metricsSource.ts';
import type { PodSample } from './podGroups.ts';

/** What was measured of each Pod, by name; or why nothing was, in the words of the controller's client of the metrics. */
export type Samples =
  | { readonly samples: ReadonlyMap<string, PodSample>; readonly timestampMs: number; readonly problem?: undefined }
  | { readonly samples?: undefined; readonly problem: string };

/** The window of a metric that does not say how long it was measured. */
const usualWindowMs = 60_000;

/** The use of a resource by whole Pods, or by one container of each (`GetResourceMetric`). */
export function resourceSamples(
  source: MetricsSource,
  { namespace, pods }: { readonly namespace: string; readonly pods: LabelQuery },
  { resource, container }: { readonly resource: string; readonly container?: string },
): Samples {
  const { values, problem } = source.podUsage(namespace, pods);
  if (problem !== undefined) return { problem: `unable to fetch metrics from resource metrics API: ${problem}` };
  const [first] = values;
  if (!first) return { problem: 'no metrics returned from resource metrics API' };
  const samples = new Map<string, PodSample>();
  for (const pod of values) {
    const counted = container === undefined ? pod.containers : pod.containers.filter(({ name }) => name === container);
    if (container !== undefined && counted.length === 0) {
      const where = `metrics for pod ${namespace}/${pod.name}`;
      return { problem: `failed to get container metrics: container ${container} not present in ${where}` };
    }
    const valueMilli = sumOf(counted, resource);
    if (valueMilli === undefined) continue;
    samples.set(pod.name, { valueMilli, timestampMs: pod.timestampMs, windowMs: pod.windowMs });
  }
  return { samples, timestampMs: first.timestampMs };
}

/** A metric that each Pod has (`GetRawMetric`). */
export function metricSamples(
  source: MetricsSource,
  { namespace, pods }: { readonly namespace: string; readonly pods: LabelQuery },
  { metric, series }: { readonly metric: string; readonly series: LabelQuery },
): Samples {
  const { values, problem } = source.podMetric(namespace, metric, pods, series);
  if (problem !== undefined) return { problem: `unable to fetch metrics from custom metrics API: ${problem}` };
  const [first] = values;
  if (!first) return { problem: 'no metrics returned from custom metrics API' };
  const sample = ({ value, timestampMs, windowMs = usualWindowMs }: MeasuredValue): PodSample => ({
    valueMilli: milliOf(value),
    timestampMs,
    windowMs,
  });
  return { samples: new Map(values.map((each) => [each.name, sample(each)])), timestampMs: first.timestampMs };
}

/** A quantity in thousandths, rounded up. */
export function milliOf(text: string): number {
  const quantity = parseQuantity(text);
  return quantity ? toMilli(quantity) : 0;
}

/** Undefined where one of the containers is not measured: then nothing is known of the Pod. */
function sumOf(containers: MeasuredPod['containers'], resource: string): number | undefined {
  if (containers.length === 0) return undefined;
  let sum = 0;
  for (const { usage } of containers) {
    const text = usage[resource];
    if (text === undefined) return undefined;
    sum += milliOf(text);
  }
  return sum;
}
