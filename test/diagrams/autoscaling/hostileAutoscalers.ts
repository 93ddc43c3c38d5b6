import fc from 'fast-check';
import type { HpaRecord } from '../../../src/api/autoscaling/hpaRecord.ts';
import type { AutoscalerSight } from '../../../src/diagrams/autoscaling/autoscalerSight.ts';
import { hostileNames } from '../hostileNames.ts';
import { startMs } from './sampleAutoscalers.ts';

/** An autoscaler with a name in every place where a name, a value or a reason can stand. */
export function hostileAutoscaler(name: string): AutoscalerSight {
  const record = {
    timeMs: startMs + 15_000,
    target: { apiVersion: name, kind: name, name },
    currentReplicas: 1,
    replicas: 2,
    observed: { replicas: 1, ready: 1 },
    minReplicas: 1,
    maxReplicas: 3,
    metrics: [
      {
        type: 'Pods',
        name,
        target: name,
        current: name,
        problem: name,
        calculation: {
          pods: [{ name, state: 'counted', usageMilli: 1, requestMilli: 2 }],
          counts: { counted: 1 },
          ratio: 2,
          factor: 1,
          verdict: 'moved',
          proposal: 2,
        },
      },
    ],
    outcome: 'scaled',
    problem: name,
    why: [name, name],
  } as unknown as HpaRecord;
  const hpa = {
    metadata: { name, namespace: name },
    spec: {
      scaleTargetRef: { kind: name, name },
      maxReplicas: name,
      metrics: [{ type: name, pods: { metric: { name } } }],
    },
    status: { conditions: [{ type: name, status: name, reason: name, message: name }], desiredReplicas: name },
  } as unknown as AutoscalerSight['hpa'];
  const events = [{ reason: name, message: name, lastTimestamp: '2026-11-22T16:00:05Z' }] as never;
  return {
    hpa,
    events,
    nowMs: startMs + 16_000,
    startMs,
    records: [record],
    loads: [
      { url: name, points: [{ atMs: 0, spanMs: 9, endpoints: [{ pod: { namespace: name, name: `${name}-1` } }] }] },
    ] as never,
  };
}

const word = fc.oneof(
  fc.constantFrom('cpu resource', '50%', '100m', '64Mi', '-3%', ...hostileNames),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const anything = fc.oneof({ weight: 5, arbitrary: fc.oneof(word, fc.integer()) }, fc.jsonValue({ maxDepth: 2 }));
const number = fc.oneof(fc.nat(1000), fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1));
const some = <T>(fields: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, required: (keyof T)[]) =>
  fc.record(fields, { requiredKeys: required as never });
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });

const pod = some(
  {
    name: word,
    state: fc.constantFrom('counted', 'terminating', 'failed', 'pending', 'notMeasured', 'neverReady'),
    usageMilli: number,
    requestMilli: number,
    assumedMilli: number,
  },
  ['name', 'state'],
);
const metric = some(
  {
    type: fc.constantFrom('Resource', 'Pods', 'Object'),
    name: word,
    target: word,
    current: word,
    problem: word,
    measuredMs: number,
    calculation: some(
      {
        pods: list(pod),
        counts: fc.constant({ counted: 1 }),
        ratio: number,
        assumedRatio: number,
        factor: number,
        verdict: fc.constantFrom('moved', 'withinTolerance', 'ratioWouldTurn', 'sizeWouldTurn'),
        proposal: number,
      },
      ['pods', 'counts', 'ratio', 'factor', 'verdict', 'proposal'],
    ),
  },
  ['type', 'name', 'target'],
);
const window = fc.record({ seconds: number, recommendations: list(fc.record({ timeMs: number, replicas: number })) });
const policy = fc.record({
  type: fc.constantFrom('Pods', 'Percent'),
  value: number,
  periodSeconds: number,
  added: number,
  removed: number,
  replicas: number,
});

/** Any record that has the shape of one, with any numbers and texts. */
export const anyRecord = some(
  {
    timeMs: fc.oneof(
      fc.nat(5_000_000).map((ms) => startMs + ms),
      number,
    ),
    target: fc.record({ apiVersion: word, kind: word, name: word }),
    currentReplicas: number,
    replicas: number,
    observed: fc.record({ replicas: number, ready: number }),
    minReplicas: number,
    maxReplicas: number,
    metrics: list(metric),
    chosenMetric: number,
    proposal: number,
    windows: some({ up: window, down: window, replicas: number }, ['down', 'replicas']),
    limit: some(
      {
        direction: fc.constantFrom('up', 'down'),
        select: fc.constantFrom('Max', 'Min', 'Disabled', 'Doubling', 'None'),
        policies: list(policy),
        policyReplicas: number,
        limitedBy: fc.constantFrom('policies', 'maxReplicas', 'minReplicas'),
      },
      ['direction', 'select', 'policies'],
    ),
    outcome: fc.constantFrom('scaled', 'kept', 'disabled', 'noScale', 'noMetrics', 'refused'),
    problem: word,
    why: list(word),
  },
  ['timeMs', 'target', 'minReplicas', 'maxReplicas', 'metrics', 'outcome', 'why'],
) as unknown as fc.Arbitrary<HpaRecord>;

const names = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, anything]));
const maybe = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof({ weight: 5, arbitrary: fc.record(fields, { requiredKeys: [] }) }, anything);
const listed = (item: fc.Arbitrary<unknown>) => fc.oneof({ weight: 5, arbitrary: list(item) }, anything);
const value = maybe(names('averageUtilization', 'averageValue', 'value'));
const source = maybe({ ...names('name', 'container', 'metric'), target: value, current: value });
const metrics = listed(maybe({ ...names('type'), resource: source, containerResource: source, external: source }));

/** An autoscaler of any values: objects of any shape, records of their own. */
export const anyAutoscaler = fc.record(
  {
    hpa: fc.record(
      {
        metadata: maybe(names('name', 'namespace')),
        spec: maybe({ ...names('minReplicas', 'maxReplicas', 'scaleTargetRef'), metrics }),
        status: maybe({
          ...names('currentReplicas', 'desiredReplicas'),
          currentMetrics: metrics,
          conditions: listed(maybe(names('type', 'status', 'reason', 'message'))),
        }),
      },
      { requiredKeys: [] },
    ),
    records: fc.array(anyRecord, { maxLength: 8 }),
    events: fc.array(
      maybe({ ...names('reason', 'message'), lastTimestamp: fc.constantFrom('2026-11-22T16:00:05Z', 'x', 7) }),
      { maxLength: 4 },
    ),
    target: fc.record({ spec: maybe(names('replicas')), status: maybe(names('replicas', 'readyReplicas')) }),
    loads: list(
      fc.record({
        url: word,
        points: list(
          fc.record({
            atMs: number,
            spanMs: number,
            offered: number,
            achieved: number,
            endpoints: list(fc.record({ pod: some({ namespace: word, name: word }, ['name']) }, { requiredKeys: [] })),
          }),
        ),
      }),
    ),
    nowMs: fc.nat(5_000_000).map((ms) => startMs + ms),
    startMs: fc.constant(startMs),
  },
  { requiredKeys: ['hpa', 'events', 'nowMs'] },
) as unknown as fc.Arbitrary<AutoscalerSight>;
