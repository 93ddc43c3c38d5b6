import type { HpaMetricRecord, HpaPodRecord, HpaRecord } from '../../../src/api/autoscaling/hpaRecord.ts';
import type { Event, HorizontalPodAutoscaler } from '../../../src/api/generated/objects.ts';
import type { LoadSeries } from '../../../src/api/load.ts';
import type { AutoscalerSight } from '../../../src/diagrams/autoscaling/autoscalerSight.ts';
import { type WordlessRecord, whyWords } from '../../../src/simulation/controllers/horizontalPodAutoscaler/hpaWords.ts';

export const startMs = Date.UTC(2026, 10, 22, 16);
const cpuName = 'cpu resource utilization (percentage of request)';

/** A look with the words that the controller finds for it. */
export function look(seconds: number, fields: Partial<WordlessRecord> = {}): HpaRecord {
  const record: WordlessRecord = {
    timeMs: startMs + seconds * 1000,
    target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'php-apache' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [],
    outcome: 'kept',
    ...fields,
  };
  return { ...record, why: whyWords(record) };
}

const podsOf = (count: number, usageMilli: number, young = 0): HpaPodRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `php-apache-${index + 1}`,
    state: index < count - young ? ('counted' as const) : ('initializing' as const),
    usageMilli,
    requestMilli: 200,
    ...(index >= count - young && { assumedMilli: 0 }),
  }));

function cpu(percent: number, count: number, seconds: number, young = 0): HpaMetricRecord {
  const ratio = percent / 50;
  const assumedRatio = young > 0 ? (ratio * (count - young)) / count : undefined;
  const used = assumedRatio ?? ratio;
  const isNear = Math.abs(used - 1) <= 0.1;
  return {
    type: 'Resource',
    name: cpuName,
    target: '50%',
    current: `${percent}%`,
    measuredMs: startMs + (seconds - 7) * 1000,
    calculation: {
      pods: podsOf(count, percent * 2, young),
      counts: { counted: count - young, ...(young > 0 && { initializing: young }) },
      ratio,
      ...(assumedRatio !== undefined && { assumedRatio }),
      factor: count,
      verdict: isNear ? 'withinTolerance' : 'moved',
      proposal: isNear ? count : Math.ceil(used * count),
    },
  };
}

/** A look at cpu alone, without `behavior`. */
function cpuLook(seconds: number, percent: number, from: number, to: number, more: Partial<WordlessRecord> = {}) {
  const metric = cpu(percent, from, seconds);
  const proposal = metric.calculation?.proposal ?? from;
  const recommendation = { timeMs: startMs + seconds * 1000, replicas: proposal };
  return look(seconds, {
    metrics: [metric],
    chosenMetric: 0,
    proposal,
    currentReplicas: from,
    replicas: to,
    observed: { replicas: from, ready: from },
    outcome: from === to ? 'kept' : 'scaled',
    windows: { down: { seconds: 300, recommendations: [recommendation] }, replicas: Math.max(proposal, to) },
    ...more,
  });
}

const hpa: HorizontalPodAutoscaler = {
  metadata: { name: 'php-apache', namespace: 'default' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'php-apache' },
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  },
};
const doubled = (policyReplicas: number) => ({
  direction: 'up' as const,
  select: 'Doubling' as const,
  policies: [],
  policyReplicas,
  limitedBy: 'policies' as const,
});
const stays = {
  windows: { down: { seconds: 300, recommendations: recommendations([120, 7], [135, 7], [165, 1]) }, replicas: 7 },
};

function recommendations(...pairs: readonly (readonly [seconds: number, replicas: number])[]) {
  return pairs.map(([seconds, replicas]) => ({ timeMs: startMs + seconds * 1000, replicas }));
}

/** What a generator has sent to a Pod: how many per second from when on. */
function load(
  url: string,
  name: string,
  ...steps: readonly (readonly [atMs: number, perSecond: number])[]
): LoadSeries {
  const pod = { namespace: 'default', name };
  const points = steps.map(([atMs, offered], index) => ({
    atMs,
    spanMs: (steps[index + 1]?.[0] ?? atMs + 10_000) - atMs,
    offered,
    achieved: Math.min(offered, 120.25),
    errors: {},
    endpoints: [{ ip: '10.244.1.2', port: 80, pod, achieved: offered, waiting: 0, errors: {} }],
  }));
  return { id: 1, client: { ip: '10.244.1.9' }, url, as: 'flow', atMs: steps[0]?.[0] ?? 0, points };
}

const walkthrough: AutoscalerSight = {
  hpa,
  events: [],
  nowMs: startMs + 188_000,
  startMs,
  target: { spec: { replicas: 7 }, status: { replicas: 7, readyReplicas: 6 } },
  loads: [
    load('http://php-apache/', 'php-apache-1', [70_000, 80], [80_000, 200], [150_000, 0]),
    load('http://other/', 'other-1', [0, 3]),
  ],
  records: [
    cpuLook(30, 0, 1, 1),
    cpuLook(45, 0, 1, 1),
    cpuLook(60, 0, 1, 1),
    cpuLook(75, 250, 1, 4, { limit: doubled(4) }),
    look(90, {
      metrics: [cpu(250, 4, 90, 3)],
      chosenMetric: 0,
      proposal: 5,
      currentReplicas: 4,
      replicas: 5,
      observed: { replicas: 4, ready: 1 },
      outcome: 'scaled',
    }),
    cpuLook(105, 70, 5, 7, { observed: { replicas: 5, ready: 4 } }),
    cpuLook(120, 51, 7, 7),
    cpuLook(135, 52, 7, 7),
    cpuLook(165, 0, 7, 7, stays),
    cpuLook(180, 0, 7, 7, stays),
  ],
};

const missing = 'failed to get cpu utilization: missing request for cpu in container php-apache of Pod php-apache-1';

const policies: HpaRecord = look(600, {
  target: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'queue' },
  currentReplicas: 3,
  replicas: 5,
  observed: { replicas: 3, ready: 3 },
  outcome: 'scaled',
  maxReplicas: 20,
  proposal: 9,
  chosenMetric: 1,
  metrics: [
    {
      type: 'Resource',
      name: 'memory resource',
      target: '64Mi',
      current: '67108864',
      calculation: {
        pods: [{ name: 'queue-0', state: 'counted', usageMilli: 67_108_864_000 }],
        counts: { counted: 3 },
        ratio: 1,
        factor: 3,
        verdict: 'withinTolerance',
        proposal: 3,
      },
    },
    {
      type: 'External',
      name: 'external metric queue_length(nil)',
      target: '30',
      current: '90',
      calculation: { pods: [], counts: {}, ratio: 9, factor: 1, verdict: 'moved', proposal: 9 },
    },
  ],
  windows: {
    up: { seconds: 60, recommendations: recommendations([540, 12], [570, 9], [600, 9]) },
    down: { seconds: 300, recommendations: recommendations([600, 9]) },
    replicas: 9,
  },
  limit: {
    direction: 'up',
    select: 'Min',
    policies: [
      { type: 'Pods', value: 2, periodSeconds: 60, added: 0, removed: 0, replicas: 5 },
      { type: 'Percent', value: 100, periodSeconds: 60, added: 0, removed: 0, replicas: 6 },
    ],
    policyReplicas: 5,
    limitedBy: 'policies',
  },
});

const event = (seconds: number, reason: string, message: string): Event => ({
  metadata: { name: `e${seconds}` },
  involvedObject: { kind: 'HorizontalPodAutoscaler', name: 'php-apache' },
  reason,
  message,
  type: 'Normal',
  lastTimestamp: new Date(startMs + seconds * 1000).toISOString().replace('.000', ''),
});

const condition = (type: string, status: string, reason: string, message: string) => ({
  type,
  status,
  reason,
  message,
});
const real: AutoscalerSight = {
  hpa: {
    ...hpa,
    status: {
      currentReplicas: 4,
      desiredReplicas: 4,
      currentMetrics: [
        { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 48, averageValue: '96m' } } },
      ],
      conditions: [
        condition('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size'),
        condition('ScalingActive', 'True', 'ValidMetricFound', 'the HPA was able to calculate a replica count'),
        condition('ScalingLimited', 'False', 'DesiredWithinRange', 'the desired count is within the acceptable range'),
      ],
    },
  },
  events: [
    event(75, 'SuccessfulRescale', `New size: 4; reason: ${cpuName} above target`),
    event(20, 'FailedGetResourceMetric', 'failed to get cpu utilization: did not receive metrics'),
  ],
  target: { spec: { replicas: 4 }, status: { replicas: 4, readyReplicas: 4 } },
  nowMs: startMs + 200_000,
};

/** Autoscalers as they are drawn, by names for golden files. */
export const sampleAutoscalers = {
  walkthrough,
  missingRequest: {
    hpa,
    events: [],
    nowMs: startMs + 62_000,
    startMs,
    records: [15, 30, 45, 60].map((seconds) =>
      look(seconds, {
        currentReplicas: 1,
        replicas: 1,
        observed: { replicas: 1, ready: 1 },
        metrics: [{ type: 'Resource', name: cpuName, target: '50%', problem: missing }],
        outcome: 'noMetrics',
        problem: `invalid metrics (1 invalid out of 1), first error is: ${missing}`,
      }),
    ),
  },
  policies: { hpa, events: [], nowMs: startMs + 600_000, startMs, records: [policies] },
  young: { hpa, events: [], nowMs: startMs + 5000, startMs, records: [] },
  real,
} satisfies Record<string, AutoscalerSight>;
