import assert from 'node:assert/strict';
import type { MetricSpec } from '../../../../src/api/generated/objects.ts';
import { evaluateMetrics } from '../../../../src/simulation/controllers/horizontalPodAutoscaler/metrics.ts';
import {
  type MeasuredPod,
  type MeasuredValue,
  type MetricsSource,
  metricsApiUnavailable,
  noMetrics,
} from '../../../../src/simulation/controllers/horizontalPodAutoscaler/metricsSource.ts';
import { nowMs, pod } from './somePods.ts';

const timestampMs = nowMs - 10_000;

function measured(name: string, usage: Readonly<Record<string, string>>, container = 'app'): MeasuredPod {
  return { name, timestampMs, windowMs: 15_000, containers: [{ name: container, usage }] };
}

function values(...texts: string[]): { values: MeasuredValue[] } {
  return { values: texts.map((value, index) => ({ name: 'ab'.charAt(index), timestampMs, value })) };
}

const bothPods = [measured('a', { cpu: '80m', memory: '64Mi' }), measured('b', { cpu: '80000001n', memory: '96Mi' })];

/** Two Pods, `a` and `b`, of a target with two replicas. */
function evaluate(specs: readonly MetricSpec[], source: Partial<MetricsSource>, currentReplicas = 2) {
  const context = { namespace: 'default', pods: [pod('a'), pod('b')], query: [], statusReplicas: 2, nowMs };
  return evaluateMetrics(specs, { ...context, currentReplicas, source: { ...noMetrics, ...source } });
}

const cpu = (averageUtilization = 50): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
const memory = (averageValue: string): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'memory', target: { type: 'AverageValue', averageValue } },
});
const inContainer = (container: string): MetricSpec => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container, target: { type: 'Utilization', averageUtilization: 50 } },
});
const hits: MetricSpec = {
  type: 'Pods',
  pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '10' } },
};
const rate = (target: object): MetricSpec => ({
  type: 'Object',
  object: {
    metric: { name: 'rate' },
    describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
    target: target as { type: string },
  },
});
const queue = (target: object, selector?: object): MetricSpec => ({
  type: 'External',
  external: { metric: { name: 'queue', ...(selector && { selector }) }, target: target as { type: string } },
});
const anAverage = { type: 'AverageValue', averageValue: '30' };
const aValue = { type: 'Value', value: '30' };

describe('what a metric says', () => {
  const usage = { podUsage: () => ({ values: bothPods }) };
  for (const [what, spec, source, status, name, replicas] of [
    [
      'cpu, in percent of the requests',
      cpu(),
      usage,
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 80, averageValue: '80m' } } },
      'cpu resource utilization (percentage of request)',
      4,
    ],
    [
      'memory, in bytes',
      memory('40Mi'),
      usage,
      { type: 'Resource', resource: { name: 'memory', current: { averageValue: '80Mi' } } },
      'memory resource',
      4,
    ],
    [
      'one container',
      inContainer('app'),
      usage,
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'app', current: { averageUtilization: 80, averageValue: '80m' } },
      },
      'cpu container resource utilization (percentage of request)',
      4,
    ],
    [
      'each Pod itself',
      hits,
      { podMetric: () => values('12500m', '20') },
      { type: 'Pods', pods: { metric: { name: 'hits' }, current: { averageValue: '16250m' } } },
      'pods metric hits',
      4,
    ],
    [
      'an object, as a whole',
      rate(aValue),
      { objectMetric: () => ({ values: { name: 'web', timestampMs, value: '45' } }) },
      {
        type: 'Object',
        object: {
          metric: { name: 'rate' },
          current: { value: '45' },
          describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
        },
      },
      'Service metric rate',
      3,
    ],
    [
      'an object, for each Pod',
      rate(anAverage),
      { objectMetric: () => ({ values: { name: 'web', timestampMs, value: '100' } }) },
      {
        type: 'Object',
        object: { metric: { name: 'rate' }, current: { averageValue: '50' }, describedObject: { kind: '', name: '' } },
      },
      'external metric rate(nil)',
      4,
    ],
    [
      'something outside, all series together',
      queue(anAverage, { matchLabels: { q: 'x' } }),
      { externalMetric: () => values('40', '50') },
      {
        type: 'External',
        external: {
          metric: { name: 'queue', selector: { matchLabels: { q: 'x' } } },
          current: { averageValue: '45' },
        },
      },
      'external metric queue(&LabelSelector{MatchLabels:map[string]string{q: x,},MatchExpressions:[]LabelSelectorRequirement{},})',
      3,
    ],
  ] as [string, MetricSpec, Partial<MetricsSource>, unknown, string, number][]) {
    it(what, () => {
      const { outcomes, chosen, error } = evaluate([spec], source);
      assert.equal(error, undefined);
      assert.deepEqual(outcomes[0]?.status, status);
      assert.deepEqual(chosen, { index: 0, replicas, name });
      assert.equal(outcomes[0]?.record.measuredMs, timestampMs);
    });
  }
});

describe('why a metric says nothing', () => {
  const empty = {
    podUsage: () => ({ values: [] }),
    podMetric: () => ({ values: [] }),
    externalMetric: () => ({ values: [] }),
  };
  const other = { podUsage: () => ({ values: [measured('a', { cpu: '1m' }, 'proxy')] }) };
  const late = { podUsage: () => ({ problem: metricsApiUnavailable }) };
  const cpuFrom = 'failed to get cpu utilization: unable to get metrics for resource cpu: ';
  const notServed = 'the server could not find the requested resource';
  for (const [what, spec, source, reason, message, error] of [
    [
      'there is no metrics-server',
      cpu(),
      {},
      'FailedGetResourceMetric',
      `${cpuFrom}unable to fetch metrics from resource metrics API: ${notServed} (get pods.metrics.k8s.io)`,
      'failed to get cpu resource metric value: ',
    ],
    [
      'it does not answer yet',
      cpu(),
      late,
      'FailedGetResourceMetric',
      `${cpuFrom}unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)`,
      'failed to get cpu resource metric value: ',
    ],
    [
      'nothing is measured',
      cpu(),
      empty,
      'FailedGetResourceMetric',
      `${cpuFrom}no metrics returned from resource metrics API`,
      'failed to get cpu resource metric value: ',
    ],
    [
      'nothing is measured, for an amount',
      memory('1Gi'),
      empty,
      'FailedGetResourceMetric',
      'failed to get memory usage: unable to get metrics for resource memory: no metrics returned from resource metrics API',
      'failed to get memory resource metric value: ',
    ],
    [
      'the container is not there',
      inContainer('app'),
      other,
      'FailedGetContainerResourceMetric',
      `${cpuFrom}failed to get container metrics: container app not present in metrics for pod default/a`,
      'failed to get app container metric value: ',
    ],
    [
      'nobody adapts metrics of Pods',
      hits,
      {},
      'FailedGetPodsMetric',
      'unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
      'failed to get pods metric value: ',
    ],
    [
      'no Pod has the metric',
      hits,
      empty,
      'FailedGetPodsMetric',
      'unable to get metric hits: no metrics returned from custom metrics API',
      'failed to get pods metric value: ',
    ],
    [
      'nobody adapts metrics of objects',
      rate(aValue),
      {},
      'FailedGetObjectMetric',
      'unable to get metric rate: Service on default web/unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
      'failed to get object metric value: ',
    ],
    [
      'the same, for each Pod',
      rate(anAverage),
      {},
      'FailedGetObjectMetric',
      'unable to get metric rate: Service on default web/unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
      'failed to get object metric value: failed to get rate object metric: ',
    ],
    [
      'nobody adapts metrics from outside',
      queue(anAverage, { matchExpressions: [{ key: 'q', operator: 'In', values: ['x', 'y'] }] }),
      {},
      'FailedGetExternalMetric',
      `unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:q,Operator:In,Values:[x y],},},}: unable to fetch metrics from external metrics API: ${notServed} (get queue.external.metrics.k8s.io)`,
      'failed to get queue external metric value: failed to get queue external metric: ',
    ],
    [
      'nothing comes from outside',
      queue(aValue),
      empty,
      'FailedGetExternalMetric',
      'unable to get external metric default/queue/nil: no metrics returned from external metrics API',
      'failed to get queue external metric value: failed to get external metric queue: ',
    ],
  ] as [string, MetricSpec, Partial<MetricsSource>, string, string, string][]) {
    it(what, () => {
      const { outcomes, chosen, error: overall } = evaluate([spec], source);
      assert.equal(chosen, undefined);
      assert.deepEqual(outcomes[0]?.failure, { reason, message, error: `${error}${message}` });
      assert.deepEqual(outcomes[0]?.status, { type: '' });
      assert.equal(overall, `invalid metrics (1 invalid out of 1), first error is: ${error}${message}`);
    });
  }
});

describe('several metrics', () => {
  const usage = { podUsage: () => ({ values: bothPods }) };
  const chosenOf = (specs: readonly MetricSpec[], currentReplicas = 2) => {
    const { chosen, error } = evaluate(specs, usage, currentReplicas);
    return [chosen?.replicas, chosen?.index, error?.slice(0, 'invalid metrics (1 invalid out of 2)'.length)];
  };

  it('the largest proposal is taken, the first of equal ones', () => {
    assert.deepEqual(chosenOf([cpu(40), memory('20Mi')]), [8, 1, undefined]);
    assert.deepEqual(chosenOf([memory('20Mi'), cpu(40)]), [8, 0, undefined]);
    assert.deepEqual(chosenOf([cpu(40), cpu(40)]), [4, 0, undefined]);
  });

  it('one that says nothing forbids to shrink, not to grow or to stay', () => {
    const invalid = 'invalid metrics (1 invalid out of 2)';
    assert.deepEqual(chosenOf([hits, cpu(40)]), [4, 1, invalid]);
    assert.deepEqual(chosenOf([cpu(80), hits]), [2, 0, invalid]);
    assert.deepEqual(chosenOf([cpu(200), hits]), [undefined, undefined, invalid]);
    // By what it is to be compared with: the wanted size of the target.
    assert.deepEqual(chosenOf([cpu(40), hits], 5), [undefined, undefined, invalid]);
  });

  it('all that say nothing: the first is named', () => {
    const { error, chosen } = evaluate([hits, rate(aValue)], {});
    assert.equal(chosen, undefined);
    assert.match(
      error ?? '',
      /^invalid metrics \(2 invalid out of 2\), first error is: failed to get pods metric value: /,
    );
  });

  it('a Pod that is measured only in part counts as not measured', () => {
    const half = {
      ...measured('b', { cpu: '80m' }),
      containers: [...measured('b', { cpu: '80m' }).containers, { name: 'new', usage: {} }],
    };
    const { outcomes } = evaluate([cpu()], { podUsage: () => ({ values: [measured('a', { cpu: '80m' }), half] }) });
    assert.deepEqual(outcomes[0]?.record.calculation?.counts, { counted: 1, notMeasured: 1 });
  });
});
