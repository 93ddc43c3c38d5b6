import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../api/generated/objects.ts';

/** So many metrics are shown; the rest is counted. */
const shownMetrics = 2;

/** The column TARGETS: `cpu: 12%/50%, memory: <unknown>/200Mi`. */
export function metricsText(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>';
  const texts = specs.map((spec, index) => metricText(spec, statuses[index]));
  const shown = texts.slice(0, shownMetrics).join(', ');
  return texts.length > shownMetrics ? `${shown} + ${texts.length - shownMetrics} more...` : shown;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'Resource':
      return `${spec.resource?.name}: ${resourceText(spec.resource?.target, status?.resource?.current)}`;
    case 'ContainerResource': {
      const { containerResource } = spec;
      return `${containerResource?.name}: ${resourceText(containerResource?.target, status?.containerResource?.current)}`;
    }
    case 'Pods':
      return averageText(spec.pods?.target, status?.pods?.current);
    case 'Object':
      return amountText(spec.object?.target, status?.object?.current);
    case 'External':
      return amountText(spec.external?.target, status?.external?.current);
    default:
      return '<unknown type>';
  }
}

function resourceText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return averageText(target, current);
  const percent = (value: number | undefined) => (value === undefined ? undefined : `${value}%`);
  const wanted = percent(target?.averageUtilization) ?? '<auto>';
  return `${percent(current?.averageUtilization) ?? '<unknown>'}/${wanted}`;
}

function averageText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  return `${current?.averageValue ?? '<unknown>'}/${target?.averageValue}`;
}

function amountText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`;
  return `${current?.value ?? '<unknown>'}/${target?.value}`;
}
