import type { MetricSpec } from '../../../api/generated/objects.ts';
import { queryOf } from '../../../api/labels.ts';
import { failed, type MetricContext, type MetricOutcome, proposed } from './metricOutcome.ts';
import { milliQuantity } from './metricValue.ts';
import { replicasForAverage } from './replicaCalculator.ts';
import { metricSamples, milliOf } from './samples.ts';

/** A metric that each Pod has, such as its requests per second (`computeStatusForPodsMetric`). */
export function podsMetric(spec: MetricSpec, context: MetricContext): MetricOutcome {
  const { metric, target } = spec.pods ?? { metric: { name: '' }, target: { type: '' } };
  const fail = (message: string) =>
    failed(spec, { reason: 'FailedGetPodsMetric', message, error: `failed to get pods metric value: ${message}` });
  const { query: series, problem: wrongSelector } = queryOf(metric.selector ?? {});
  if (wrongSelector !== undefined) return fail(wrongSelector);
  const where = { namespace: context.namespace, pods: context.query };
  const measured = metricSamples(context.source, where, { metric: metric.name, series });
  if (measured.problem !== undefined) return fail(`unable to get metric ${metric.name}: ${measured.problem}`);
  const input = { ...context, samples: measured.samples };
  const proposal = replicasForAverage(input, { averageMilli: milliOf(target.averageValue ?? '0') });
  if (proposal.problem !== undefined) return fail(proposal.problem);
  const averageValue = milliQuantity(proposal.averageMilli);
  return proposed(spec, proposal, {
    status: { type: spec.type, pods: { metric, current: { averageValue } } },
    current: averageValue,
    measuredMs: measured.timestampMs,
  });
}
