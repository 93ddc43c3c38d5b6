import { decode } from '../decode.ts';
import type { MetricSpec, MetricStatus } from '../generated/objects.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a metric is about: as the fields of its source are called in both versions. */
const sources = ['object', 'pods', 'resource', 'containerResource', 'external'] as const;
type Source = (typeof sources)[number];

/** How version 1 calls an amount: `targetValue` in a spec, `currentValue` in a status. */
type Side = 'target' | 'current';

/**
 * The metrics that autoscaling/v1 keeps in an annotation, in the words of version 2. They have the form of their time
 * (`k8s.io/api/autoscaling/v1` MetricSpec), and anybody may have written them: what does not fit is left out.
 */
export function metricsFromV1(value: unknown): MetricSpec[] {
  return listOf(value).map((metric) => decode(renewed(metric, 'target'), 'MetricSpec').value as unknown as MetricSpec);
}

/** The same of what was measured. */
export function measurementsFromV1(value: unknown): MetricStatus[] {
  return listOf(value).map(
    (metric) => decode(renewed(metric, 'current'), 'MetricStatus').value as unknown as MetricStatus,
  );
}

/** Metrics as autoscaling/v1 keeps them in an annotation. */
export function metricsToV1(metrics: readonly MetricSpec[]): unknown[] {
  return metrics.map((metric) => aged(metric as unknown as Fields, 'target'));
}

/** What was measured as autoscaling/v1 keeps it in an annotation. */
export function measurementsToV1(metrics: readonly MetricStatus[]): unknown[] {
  return metrics.map((metric) => aged(metric as unknown as Fields, 'current'));
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function renewed(metric: Fields, side: Side): Fields {
  const out: Record<string, unknown> = { type: metric.type };
  for (const source of sources)
    if (metric[source] !== undefined) out[source] = newSource(source, fieldsOf(metric[source]), side);
  return withoutGaps(out);
}

function newSource(source: Source, old: Fields, side: Side): Fields {
  const { name, container, metricName } = old;
  const averageUtilization = old[`${side}AverageUtilization`];
  const averageValue = source === 'object' ? old.averageValue : old[`${side}AverageValue`];
  const value = old[`${side}Value`];
  const isShare = source === 'resource' || source === 'containerResource';
  const selector = source === 'external' ? old.metricSelector : old.selector;
  const type =
    averageUtilization !== undefined
      ? 'Utilization'
      : averageValue === undefined && !isShare
        ? 'Value'
        : 'AverageValue';
  const amount = withoutGaps({ ...(side === 'target' && { type }), value, averageValue, averageUtilization });
  return withoutGaps({
    ...(source === 'object' && { describedObject: old.target }),
    ...(isShare ? { name, container } : { metric: withoutGaps({ name: metricName, selector }) }),
    [side]: amount,
  });
}

function aged(metric: Fields, side: Side): Fields {
  const out: Record<string, unknown> = { type: metric.type };
  for (const source of sources)
    if (metric[source] !== undefined) out[source] = oldSource(source, fieldsOf(metric[source]), side);
  return out;
}

function oldSource(source: Source, next: Fields, side: Side): Fields {
  const { value, averageValue, averageUtilization } = fieldsOf(next[side]);
  const { name: metricName, selector } = fieldsOf(next.metric);
  const { name, container } = next;
  const amounts = { [`${side}AverageUtilization`]: averageUtilization, [`${side}AverageValue`]: averageValue };
  switch (source) {
    case 'resource':
    case 'containerResource':
      return withoutGaps({ name, ...amounts, container });
    case 'pods':
      return withoutGaps({ metricName, [`${side}AverageValue`]: averageValue ?? '0', selector });
    case 'external': {
      const amount = side === 'current' ? (value ?? '0') : value;
      return withoutGaps({
        metricName,
        metricSelector: selector,
        [`${side}Value`]: amount,
        [`${side}AverageValue`]: averageValue,
      });
    }
    case 'object':
      return withoutGaps({
        target: next.describedObject,
        metricName,
        [`${side}Value`]: value ?? '0',
        selector,
        averageValue,
      });
  }
}

function withoutGaps(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
