import type { HorizontalPodAutoscaler } from '../../api/generated/objects.ts';
import { isObject, listOf, textOf } from '../looseValues.ts';
import { type MetricMoment, metricMoment } from './moment.ts';

/** What the status of an autoscaler says of its metrics, in the order of `spec.metrics`. */
export function statusMetrics({ spec, status }: HorizontalPodAutoscaler): MetricMoment[] {
  const seen = listOf(status?.currentMetrics);
  return listOf(spec?.metrics).map((metric, place) => {
    const { what, values } = sourceOf(metric, 'target');
    const now = sourceOf(seen[place], 'current');
    const isPercent = isObject(values) && values.averageUtilization !== undefined;
    const name = isPercent ? `${what} utilization (percentage of request)` : what;
    return metricMoment(name, valueText(values), valueText(now.values));
  });
}

const kinds = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

function sourceOf(metric: unknown, field: 'target' | 'current'): { readonly what: string; readonly values: unknown } {
  if (!isObject(metric)) return { what: '', values: undefined };
  for (const kind of kinds) {
    const source = metric[kind];
    if (!isObject(source)) continue;
    const inner = isObject(source.metric) ? source.metric.name : source.name;
    const container = textOf(source.container);
    const what = `${textOf(inner)}${container === '' ? '' : ` of container ${container}`}`;
    return { what, values: source[field] };
  }
  return { what: textOf(metric.type), values: undefined };
}

function valueText(values: unknown): string {
  if (!isObject(values)) return '';
  const percent = textOf(values.averageUtilization);
  return percent === '' ? textOf(values.averageValue) || textOf(values.value) : `${percent}%`;
}
