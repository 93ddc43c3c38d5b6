import type { MetricSpec, MetricStatus, MetricTarget } from '../../../api/generated/objects.ts';
import { failed, type MetricContext, type MetricOutcome, proposed } from './metricOutcome.ts';
import { resourceQuantity } from './metricValue.ts';
import { type Proposal, replicasForAverage, replicasForUtilization } from './replicaCalculator.ts';
import { milliOf, resourceSamples } from './samples.ts';

/** cpu or memory of whole Pods, or of one container of each (`computeStatusForResourceMetricGeneric`). */
export function resourceMetric(spec: MetricSpec, context: MetricContext): MetricOutcome {
  const { resource: whole, containerResource } = spec;
  const { name, target } = whole ?? containerResource ?? { name: '', target: { type: '' } };
  const container = containerResource?.container;
  const fail = (message: string) =>
    failed(spec, {
      reason: container === undefined ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric',
      message,
      error: `failed to get ${container === undefined ? `${name} resource` : `${container} container`} metric value: ${message}`,
    });
  const isAverage = target.averageValue !== undefined;
  if (!isAverage && target.averageUtilization === undefined) {
    return fail(
      'invalid resource metric source: neither an average utilization target nor an average value (usage) target was set',
    );
  }
  const failedToGet = (problem: string) =>
    fail(`failed to get ${name} ${isAverage ? 'usage' : 'utilization'}: ${problem}`);
  const asked = { resource: name, ...(container !== undefined && { container }) };
  const measured = resourceSamples(context.source, { namespace: context.namespace, pods: context.query }, asked);
  if (measured.problem !== undefined) {
    return failedToGet(`unable to get metrics for resource ${name}: ${measured.problem}`);
  }
  const proposal = proposalFor(target, asked, { ...context, samples: measured.samples });
  if (proposal.problem !== undefined) return failedToGet(proposal.problem);
  const averageValue = resourceQuantity(name, proposal.averageMilli);
  const { percent } = proposal;
  const current = { averageValue, ...(percent !== undefined && { averageUtilization: percent }) };
  const status: MetricStatus = containerResource
    ? { type: spec.type, containerResource: { name, container: containerResource.container, current } }
    : { type: spec.type, resource: { name, current } };
  return proposed(spec, proposal, {
    status,
    current: percent === undefined ? averageValue : `${percent}%`,
    measuredMs: measured.timestampMs,
  });
}

function proposalFor(
  { averageValue, averageUtilization = 0 }: MetricTarget,
  asked: { readonly resource: string; readonly container?: string },
  input: Parameters<typeof replicasForAverage>[0],
): Proposal {
  if (averageValue === undefined) return replicasForUtilization(input, { ...asked, percent: averageUtilization });
  return replicasForAverage(input, { resource: asked.resource, averageMilli: milliOf(averageValue) });
}
