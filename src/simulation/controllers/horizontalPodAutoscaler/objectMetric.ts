import type { MetricSpec, MetricValueStatus } from '../../../api/generated/objects.ts';
import { queryOf } from '../../../api/labels.ts';
import { failed, type MetricContext, type MetricOutcome, proposed } from './metricOutcome.ts';
import { milliQuantity } from './metricValue.ts';
import { replicasForValue, replicasForValuePerPod } from './replicaCalculator.ts';
import { milliOf } from './samples.ts';

/** What another object says of itself, such as a Service's requests per second (`computeStatusForObjectMetric`). */
export function objectMetric(spec: MetricSpec, context: MetricContext): MetricOutcome {
  const { object } = spec;
  const fail = (message: string, error = message) =>
    failed(spec, { reason: 'FailedGetObjectMetric', message, error: `failed to get object metric value: ${error}` });
  if (!object) return fail(noTarget);
  const { metric, target, describedObject } = object;
  const { query: series, problem: wrongSelector } = queryOf(metric.selector ?? {});
  if (wrongSelector !== undefined) return fail(wrongSelector);
  const isAverage = target.type === 'AverageValue' && target.averageValue !== undefined;
  const wanted = isAverage ? target.averageValue : target.type === 'Value' ? target.value : undefined;
  if (wanted === undefined) return fail(noTarget);
  const failedToGet = (message: string) =>
    fail(message, isAverage ? `failed to get ${metric.name} object metric: ${message}` : message);
  const { source, namespace, currentReplicas, statusReplicas } = context;
  const { values: measured, problem } = source.objectMetric(namespace, metric.name, describedObject, series);
  if (problem !== undefined) {
    const why = `unable to fetch metrics from custom metrics API: ${problem}`;
    // The words stand in this order in a real controller, too.
    const where = `${describedObject.kind} on ${namespace} ${describedObject.name}`;
    return failedToGet(`unable to get metric ${metric.name}: ${where}/${why}`);
  }
  const amounts = { valueMilli: milliOf(measured.value), targetMilli: milliOf(wanted) };
  const proposal = isAverage
    ? replicasForValuePerPod(statusReplicas, amounts)
    : replicasForValue({ pods: context.pods, currentReplicas }, amounts);
  if (proposal.problem !== undefined) return failedToGet(proposal.problem);
  const amount = milliQuantity(proposal.averageMilli);
  const current: MetricValueStatus = isAverage ? { averageValue: amount } : { value: amount };
  const described = isAverage ? { kind: '', name: '' } : describedObject;
  return proposed(spec, proposal, {
    status: { type: spec.type, object: { metric, current, describedObject: described } },
    current: amount,
    measuredMs: measured.timestampMs,
  });
}

const noTarget = 'invalid object metric source: neither a value target nor an average value target was set';
