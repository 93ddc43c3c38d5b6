import type { MetricSpec, MetricStatus, MetricTarget } from '../../../api/generated/objects.ts';
import { formatQuantity } from '../../../api/quantity.ts';

/** The use of a resource as a status shows it (`buildQuantity`): memory in whole bytes, all else in thousandths. */
export function resourceQuantity(resource: string, milli: number): string {
  if (resource !== 'memory') return milliQuantity(milli);
  return formatQuantity({
    unscaled: BigInt(Math.trunc(milli / 1000)),
    exponent: 0,
    format: 'BinarySI',
    wide: false,
  });
}

/** An amount of a metric that has no unit. */
export function milliQuantity(milli: number): string {
  return formatQuantity({ unscaled: BigInt(milli), exponent: -3, format: 'DecimalSI', wide: false });
}

/** What a metric of which nothing is known looks like in a status. */
export const unknownMetric: MetricStatus = { type: '' };

/** What a metric shall be, in words: `50%`, `64Mi`. */
export function targetText(spec: MetricSpec): string {
  const { averageUtilization, averageValue, value } = targetOf(spec) ?? {};
  return averageUtilization === undefined ? (averageValue ?? value ?? '') : `${averageUtilization}%`;
}

function targetOf({ resource, containerResource, pods, object, external }: MetricSpec): MetricTarget | undefined {
  return (resource ?? containerResource ?? pods ?? object ?? external)?.target;
}
