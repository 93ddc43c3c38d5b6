import type { MetricSpec, MetricValueStatus } from '../../../api/generated/objects.ts';
import { queryOf } from '../../../api/labels.ts';
import { failed, type MetricContext, type MetricOutcome, proposed } from './metricOutcome.ts';
import { milliQuantity } from './metricValue.ts';
import { replicasForValue, replicasForValuePerPod } from './replicaCalculator.ts';
import { milliOf } from './samples.ts';
import { goSelectorText } from './selectorText.ts';

/** What something outside of the cluster says, such as the length of a queue (`computeStatusForExternalMetric`). */
export function externalMetric(spec: MetricSpec, context: MetricContext): MetricOutcome {
  const { metric, target } = spec.external ?? { metric: { name: '' }, target: { type: '' } };
  const fail = (message: string, error: string) =>
    failed(spec, {
      reason: 'FailedGetExternalMetric',
      message,
      error: `failed to get ${metric.name} external metric value: ${error}`,
    });
  const isAverage = target.averageValue !== undefined;
  const wanted = target.averageValue ?? target.value;
  if (wanted === undefined) {
    const message = 'invalid external metric source: neither a value target nor an average value target was set';
    return fail(message, message);
  }
  const failedToGet = (message: string) =>
    fail(
      message,
      isAverage
        ? `failed to get ${metric.name} external metric: ${message}`
        : `failed to get external metric ${metric.name}: ${message}`,
    );
  const { query: series, problem: wrongSelector } = queryOf(metric.selector ?? {});
  if (wrongSelector !== undefined) return failedToGet(wrongSelector);
  const { source, namespace, statusReplicas } = context;
  const { values, problem } = source.externalMetric(namespace, metric.name, series);
  const [first] = values ?? [];
  if (!values || !first) {
    const why =
      problem === undefined
        ? 'no metrics returned from external metrics API'
        : `unable to fetch metrics from external metrics API: ${problem}`;
    const what = `${namespace}/${metric.name}/${goSelectorText(metric.selector)}`;
    return failedToGet(`unable to get external metric ${what}: ${why}`);
  }
  const valueMilli = values.reduce((sum, { value }) => sum + milliOf(value), 0);
  const amounts = { valueMilli, targetMilli: milliOf(wanted) };
  const proposal = isAverage ? replicasForValuePerPod(statusReplicas, amounts) : replicasForValue(context, amounts);
  if (proposal.problem !== undefined) return failedToGet(proposal.problem);
  const amount = milliQuantity(proposal.averageMilli);
  const current: MetricValueStatus = isAverage ? { averageValue: amount } : { value: amount };
  return proposed(spec, proposal, {
    status: { type: spec.type, external: { metric, current } },
    current: amount,
    measuredMs: first.timestampMs,
  });
}
