import type { MetricSpec } from '../../../api/generated/objects.ts';
import { externalMetric } from './externalMetric.ts';
import { failed, type MetricContext, type MetricOutcome } from './metricOutcome.ts';
import { objectMetric } from './objectMetric.ts';
import { podsMetric } from './podsMetric.ts';
import { resourceMetric } from './resourceMetric.ts';

/** All metrics of one HPA together (`computeReplicasForMetrics`). */
export interface MetricsOutcome {
  /** In the order of the specs. */
  readonly outcomes: readonly MetricOutcome[];
  /** The largest proposal and whose it is; missing where the metrics that fail forbid any. */
  readonly chosen?: { readonly index: number; readonly replicas: number; readonly name: string };
  /** The error about all of them, where any fails; the first of those that do. */
  readonly error?: string;
}

/**
 * Asks every metric for its proposal. The largest is taken. Where some fail, nothing shrinks: one that fails might have wanted
 * more. Where all fail, nothing moves at all.
 */
export function evaluateMetrics(specs: readonly MetricSpec[], context: MetricContext): MetricsOutcome {
  const outcomes = specs.map((spec) => evaluate(spec, context));
  let chosen: MetricsOutcome['chosen'];
  for (const [index, { replicas, record }] of outcomes.entries()) {
    if (replicas === undefined) continue;
    if (!chosen?.replicas || replicas > chosen.replicas) chosen = { index, replicas, name: record.name };
  }
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (!first) return { outcomes, ...(chosen && { chosen }) };
  const error = `invalid metrics (${failures.length} invalid out of ${specs.length}), first error is: ${first.error}`;
  const mayMove = chosen && chosen.replicas >= context.currentReplicas;
  return { outcomes, ...(mayMove && { chosen }), error };
}

function evaluate(spec: MetricSpec, context: MetricContext): MetricOutcome {
  switch (spec.type) {
    case 'Resource':
    case 'ContainerResource':
      return resourceMetric(spec, context);
    case 'Pods':
      return podsMetric(spec, context);
    case 'Object':
      return objectMetric(spec, context);
    case 'External':
      return externalMetric(spec, context);
    default: {
      const message = `unknown metric source type "${spec.type}"`;
      return failed(spec, { reason: 'InvalidMetricSourceType', message, error: message });
    }
  }
}
