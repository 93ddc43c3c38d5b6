import type { LoadPoint, LoadSeries } from '../../api/load.ts';
import { isObject, textOf } from '../looseValues.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';

/** More loads than this nobody can tell apart. */
const loadLimit = 3;

/**
 * The loads that have reached Pods of an autoscaler's target, the newest ones. Its Pods are known by their names. Loads count
 * from the cluster's start: without one they have no place in time.
 */
export function ownLoads({ hpa, startMs, loads = [] }: AutoscalerSight): LoadSeries[] {
  const target = textOf(hpa.spec?.scaleTargetRef?.name);
  const namespace = textOf(hpa.metadata?.namespace);
  if (target === '' || startMs === undefined) return [];
  const reaches = ({ endpoints }: LoadPoint) =>
    endpoints.some(({ pod }) => isObject(pod) && pod.namespace === namespace && pod.name.startsWith(`${target}-`));
  return loads.filter(({ points }) => points.some(reaches)).slice(-loadLimit);
}

/** The good answers per second of some loads together, so many virtual milliseconds after the cluster's start. */
export function achievedAt(loads: readonly LoadSeries[], atMs: number): number {
  const rates = loads.map(({ points }) => points.find((one) => one.atMs <= atMs && atMs < one.atMs + one.spanMs));
  return rates.reduce((sum, point) => sum + (point?.achieved ?? 0), 0);
}
