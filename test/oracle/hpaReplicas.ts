import type { Pod } from '../../src/api/generated/objects.ts';
import type { Stored } from '../../src/api/objects.ts';
import { formatTime } from '../../src/api/time.ts';
import type { PodSample } from '../../src/simulation/controllers/horizontalPodAutoscaler/podGroups.ts';
import {
  type Proposal,
  replicasForAverage,
  replicasForUtilization,
} from '../../src/simulation/controllers/horizontalPodAutoscaler/replicaCalculator.ts';
import type { Fact } from './oracleCases.ts';

/** A Pod of a question about the autoscaler's calculator; what is not said is that of an old Pod that is ready. */
interface AskedPod {
  readonly phase?: string;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  /** Seconds. */
  readonly startedAgo?: number;
  readonly readyChangedAgo?: number;
  readonly requestMilli?: number;
  readonly usageMilli?: number;
}

const nowMs = Date.UTC(2026, 10, 22, 8);
/** Of the recorded metrics: measured now, over so long. */
const windowMs = 60_000;
const longAgoSeconds = 3600;

/** What our calculator answers to a recorded question, in the form of the recorded answer. */
export function hpaReplicasAnswer(q: Fact['q']): unknown {
  const resource = String(q.resource);
  const asked = q.pods as readonly AskedPod[];
  const isPercentage = q.targetUtilization !== undefined;
  const samples = new Map<string, PodSample>();
  for (const [index, { usageMilli }] of asked.entries()) {
    if (usageMilli !== undefined) samples.set(`p${index}`, { valueMilli: usageMilli, timestampMs: nowMs, windowMs });
  }
  const nothing = isPercentage ? { rawAverageMilli: 0, replicas: 0, utilization: 0 } : { averageMilli: 0, replicas: 0 };
  // The client of the metrics says this before anything is reckoned.
  if (samples.size === 0) {
    const error = `unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`;
    return { error, ...nothing };
  }
  const pods = asked.map((pod, index) => podOf(`p${index}`, pod, resource));
  const input = { pods, samples, currentReplicas: Number(q.currentReplicas), nowMs };
  const proposal: Proposal = isPercentage
    ? replicasForUtilization(input, { resource, percent: Number(q.targetUtilization) })
    : replicasForAverage(input, { resource, averageMilli: Number(q.targetAverageValueMilli) });
  // Which Pod is named first is the order of a map in Go.
  if (proposal.problem !== undefined) return { error: proposal.problem.replace(/Pod p\d+$/, 'Pod <pod>'), ...nothing };
  const { replicas, percent, averageMilli } = proposal;
  return isPercentage ? { rawAverageMilli: averageMilli, replicas, utilization: percent } : { averageMilli, replicas };
}

function podOf(name: string, asked: AskedPod, resource: string): Stored<Pod> {
  const { phase = 'Running', ready = true, terminating, startedAgo, readyChangedAgo, requestMilli } = asked;
  const ago = (seconds = longAgoSeconds) => formatTime(nowMs - seconds * 1000);
  const requests = requestMilli === undefined ? undefined : { [resource]: `${requestMilli}m` };
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, uid: name, ...(terminating && { deletionTimestamp: ago(0) }) },
    spec: { containers: [{ name: 'c', ...(requests && { resources: { requests } }) }] },
    status: {
      phase,
      startTime: ago(startedAgo),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(readyChangedAgo) }],
    },
  } as unknown as Stored<Pod>;
}
