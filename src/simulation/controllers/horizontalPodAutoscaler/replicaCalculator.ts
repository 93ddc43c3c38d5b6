import type { HpaCalculation, HpaPodState, HpaVerdict } from '../../../api/autoscaling/hpaRecord.ts';
import type { Pod } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { isReady } from '../pods/availability.ts';
import { type CountedPods, countPods } from './countedPods.ts';
import type { PodSample } from './podGroups.ts';
import { requestsOf } from './podRequests.ts';

/** Nothing happens while the ratio lies within so much of 1 (`--horizontal-pod-autoscaler-tolerance`). */
export const tolerance = 0.1;

/** What a metric about Pods is reckoned from. */
export interface PodMetricInput {
  readonly pods: readonly Stored<Pod>[];
  /** By name; of Pods of the selector, and maybe of some that have gone since. */
  readonly samples: ReadonlyMap<string, PodSample>;
  /** `spec.replicas` of the target. */
  readonly currentReplicas: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** A size, what was seen (a percentage where the target is one; thousandths, on the average), and how that came about. */
export type Proposal =
  | {
      readonly replicas: number;
      readonly percent?: number;
      readonly averageMilli: number;
      readonly calculation: HpaCalculation;
      readonly problem?: undefined;
    }
  | { readonly problem: string };

export const noPods = 'no pods returned by selector while calculating replica count';
const noUsefulMetrics = 'did not receive metrics for targeted pods (pods might be unready)';

/** What a resource is to be on the average, in percent of what the Pods request (`GetResourceReplicas`). */
export function replicasForUtilization(
  input: PodMetricInput,
  target: { readonly resource: string; readonly container?: string; readonly percent: number },
): Proposal {
  const { pods } = input;
  if (pods.length === 0) return { problem: noPods };
  const counted = countPods(input, target.resource);
  if (counted.usageMilli.size === 0) return { problem: noUsefulMetrics };
  const { milliByPod, problem } = requestsOf(pods, target.resource, target.container);
  if (problem !== undefined) return { problem };
  const first = utilization(counted.usageMilli, milliByPod);
  if (!first) return { problem: 'no metrics returned matched known pods' };
  // Whoever wants more than everything that is requested gets no less assumed of a Pod that says nothing.
  const fallbackPercent = Math.max(100, target.percent);
  const decided = decide(input, counted, {
    ratio: first.percent / target.percent,
    fallbackMilli: (pod) => Math.trunc(((milliByPod.get(pod) ?? 0) * fallbackPercent) / 100),
    ratioOf: (usageMilli) => (utilization(usageMilli, milliByPod)?.percent ?? 0) / target.percent,
    requestMilli: (pod) => milliByPod.get(pod),
  });
  return { ...decided, percent: first.percent, averageMilli: first.averageMilli };
}

/** What a resource, or a metric that each Pod has, is to be on the average (`calcPlainMetricReplicas`). */
export function replicasForAverage(
  input: PodMetricInput,
  target: { readonly resource?: string; readonly averageMilli: number },
): Proposal {
  if (input.pods.length === 0) return { problem: noPods };
  const counted = countPods(input, target.resource);
  if (counted.usageMilli.size === 0) return { problem: noUsefulMetrics };
  const averageMilli = average(counted.usageMilli);
  const decided = decide(input, counted, {
    ratio: averageMilli / target.averageMilli,
    fallbackMilli: () => target.averageMilli,
    ratioOf: (usageMilli) => average(usageMilli) / target.averageMilli,
    requestMilli: () => undefined,
  });
  return { ...decided, averageMilli };
}

/** What one object, or something outside, is to say as a whole (`getUsageRatioReplicaCount`). */
export function replicasForValue(
  { pods, currentReplicas }: Pick<PodMetricInput, 'pods' | 'currentReplicas'>,
  { valueMilli, targetMilli }: { readonly valueMilli: number; readonly targetMilli: number },
): Proposal {
  const ratio = valueMilli / targetMilli;
  if (currentReplicas !== 0 && isWithinTolerance(ratio)) {
    return single(valueMilli, {
      ratio,
      factor: currentReplicas,
      verdict: 'withinTolerance',
      proposal: currentReplicas,
    });
  }
  if (currentReplicas !== 0 && pods.length === 0) return { problem: `unable to calculate ready pods: ${noPods}` };
  const readyPods = pods.filter((pod) => pod.status?.phase === 'Running' && isReady(pod)).length;
  const factor = currentReplicas === 0 ? 1 : readyPods;
  return single(valueMilli, { ratio, factor, verdict: 'moved', proposal: sizeOf(ratio * factor) });
}

/** What one object, or something outside, is to say for each Pod (`GetObjectPerPodMetricReplicas`). */
export function replicasForValuePerPod(
  statusReplicas: number,
  { valueMilli, targetMilli }: { readonly valueMilli: number; readonly targetMilli: number },
): Proposal {
  const ratio = valueMilli / (targetMilli * statusReplicas);
  const verdict: HpaVerdict = isWithinTolerance(ratio) ? 'withinTolerance' : 'moved';
  const proposal = verdict === 'moved' ? sizeOf(valueMilli / targetMilli) : statusReplicas;
  const averageMilli = wholeNumber(Math.ceil(valueMilli / statusReplicas));
  return single(averageMilli, { ratio, factor: statusReplicas, verdict, proposal });
}

export function isWithinTolerance(ratio: number): boolean {
  return 1 - tolerance <= ratio && ratio <= 1 + tolerance;
}

/** How a ratio comes from what the Pods use, and what a Pod that says nothing is taken to use when it goes down. */
interface Measure {
  readonly ratio: number;
  ratioOf(usageMilli: ReadonlyMap<string, number>): number;
  fallbackMilli(pod: string): number;
  requestMilli(pod: string): number | undefined;
}

/** The common way of all metrics about Pods: first by those that count, then with cautious assumptions about the others. */
function decide(
  { currentReplicas }: PodMetricInput,
  counted: CountedPods,
  { ratio, ratioOf, fallbackMilli, requestMilli }: Measure,
): { readonly replicas: number; readonly calculation: HpaCalculation } {
  const { counts, unready, missing } = counted;
  const answer = (verdict: HpaVerdict, proposal: number, factor: number, assumed?: Assumed) => ({
    replicas: proposal,
    calculation: {
      pods: counted.records(requestMilli, assumed?.milliByPod),
      counts,
      ratio,
      ...(assumed && { assumedRatio: assumed.ratio }),
      factor,
      verdict,
      proposal,
    },
  });
  const bringsUnreadyBack = unready.length > 0 && ratio > 1;
  if (!bringsUnreadyBack && missing.length === 0) {
    const factor = counts.counted ?? 0;
    if (isWithinTolerance(ratio)) return answer('withinTolerance', currentReplicas, factor);
    return answer('moved', sizeOf(ratio * factor), factor);
  }
  const milliByPod = new Map<string, number>();
  if (ratio < 1) for (const pod of missing) milliByPod.set(pod, fallbackMilli(pod));
  if (ratio > 1) for (const pod of [...missing, ...unready]) milliByPod.set(pod, 0);
  const usageMilli = new Map([...counted.usageMilli, ...milliByPod]);
  const assumed: Assumed = { ratio: ratioOf(usageMilli), milliByPod };
  const factor = usageMilli.size;
  const turns = (ratio < 1 && assumed.ratio > 1) || (ratio > 1 && assumed.ratio < 1);
  if (isWithinTolerance(assumed.ratio)) return answer('withinTolerance', currentReplicas, factor, assumed);
  if (turns) return answer('ratioWouldTurn', currentReplicas, factor, assumed);
  const size = sizeOf(assumed.ratio * factor);
  const sizeTurns = (assumed.ratio < 1 && size > currentReplicas) || (assumed.ratio > 1 && size < currentReplicas);
  return answer(sizeTurns ? 'sizeWouldTurn' : 'moved', sizeTurns ? currentReplicas : size, factor, assumed);
}

interface Assumed {
  readonly ratio: number;
  readonly milliByPod: ReadonlyMap<string, number>;
}

function single(
  averageMilli: number,
  calculation: Pick<HpaCalculation, 'ratio' | 'factor' | 'verdict' | 'proposal'>,
): Proposal {
  const counts: Partial<Record<HpaPodState, number>> = {};
  return { replicas: calculation.proposal, averageMilli, calculation: { pods: [], counts, ...calculation } };
}

/** In percent of the requests, cut to a whole number, and the average in thousandths (`GetResourceUtilizationRatio`). */
function utilization(
  usageMilli: ReadonlyMap<string, number>,
  requestMilli: ReadonlyMap<string, number>,
): { readonly percent: number; readonly averageMilli: number } | undefined {
  let [usage, requested, count] = [0, 0, 0];
  for (const [pod, milli] of usageMilli) {
    const request = requestMilli.get(pod);
    if (request === undefined) continue;
    usage += milli;
    requested += request;
    count += 1;
  }
  if (requested === 0) return undefined;
  // Thousandths of bytes, times 100: more than a double holds exactly.
  const percent = Number((BigInt(usage) * 100n) / BigInt(requested));
  return { percent, averageMilli: Math.trunc(usage / count) };
}

function average(usageMilli: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const milli of usageMilli.values()) sum += milli;
  return Math.trunc(sum / usageMilli.size);
}

/** What is divided by no Pods at all is what Go makes of an infinite number: the lowest integer. */
function wholeNumber(amount: number): number {
  return Number.isFinite(amount) ? amount : -(2 ** 63);
}

/** The largest size that the API can write. */
const maxSize = 2 ** 31 - 1;

function sizeOf(amount: number): number {
  return Math.min(Math.ceil(amount), maxSize);
}
