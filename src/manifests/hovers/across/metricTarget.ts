import type { FieldPath } from '../../../api/field.ts';
import { parseQuantity, toMilli } from '../../../api/quantity.ts';
import type { PlacedManifest } from '../../manifestSet.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import { bytesText, cpuText } from '../../words/amounts.ts';

/** A metric of an autoscaler, as it is written. */
export interface MetricTarget {
  /** Where it stands. */
  readonly path: FieldPath;
  /** What it is called: `cpu`, `requests_per_second`. */
  readonly name: string;
  /** Resources are measured by the cluster itself; `pods` is a metric of each Pod, `whole` one of something else. */
  readonly source: 'resource' | 'pods' | 'whole';
  /** The only container that is measured. */
  readonly container?: string;
  /** `percent`: of what is requested; `average`: thousandths for each Pod; `total`: thousandths of the whole. */
  readonly goal: { readonly percent: number } | { readonly averageMilli: number } | { readonly totalMilli: number };
}

const sources: Readonly<Record<string, { field: string; source: MetricTarget['source'] }>> = {
  Resource: { field: 'resource', source: 'resource' },
  ContainerResource: { field: 'containerResource', source: 'resource' },
  Pods: { field: 'pods', source: 'pods' },
  Object: { field: 'object', source: 'whole' },
  External: { field: 'external', source: 'whole' },
};

/** The metric at a place in `spec.metrics`, or the one of `autoscaling/v1`; undefined where its target cannot be read. */
export function metricTargetAt({ kind, document }: PlacedManifest, path: FieldPath): MetricTarget | undefined {
  const metric = valueAt(document.value, path);
  if (kind.version === 'v1') {
    return isAmount(metric) ? { path, name: 'cpu', source: 'resource', goal: { percent: metric } } : undefined;
  }
  const type = textAt(metric, ['type']) ?? '';
  const known = Object.hasOwn(sources, type) ? sources[type] : undefined;
  if (!known) return undefined;
  const { field, source } = known;
  const name = textAt(metric, source === 'resource' ? [field, 'name'] : [field, 'metric', 'name']);
  const container = field === 'containerResource' ? textAt(metric, [field, 'container']) : undefined;
  const goal = goalOf(valueAt(metric, [field, 'target']), source);
  if (name === undefined || !goal) return undefined;
  return { path, name, source, goal, ...(container !== undefined && { container }) };
}

function goalOf(target: unknown, source: MetricTarget['source']): MetricTarget['goal'] | undefined {
  const percent = valueAt(target, ['averageUtilization']);
  if (source === 'resource' && isAmount(percent)) return { percent };
  const averageMilli = milliAt(target, 'averageValue');
  if (averageMilli) return { averageMilli };
  const totalMilli = milliAt(target, 'value');
  return source === 'whole' && totalMilli ? { totalMilli } : undefined;
}

function milliAt(target: unknown, field: string): number | undefined {
  const value = valueAt(target, [field]);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const quantity = parseQuantity(String(value));
  const milli = quantity && toMilli(quantity);
  return milli !== undefined && milli > 0 ? milli : undefined;
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 1_000_000;
}

/** Thousandths of a metric in its own unit. */
export function amountText({ name, source }: Pick<MetricTarget, 'name' | 'source'>, milli: number): string {
  if (source === 'resource' && name === 'cpu') return cpuText(milli);
  if (source === 'resource' && name === 'memory') return bytesText(Math.round(milli / 1000));
  return String(Number((milli / 1000).toFixed(milli < 10_000 ? 2 : 0)));
}
