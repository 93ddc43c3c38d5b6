import type { CrossVersionObjectReference, MetricSpec } from '../generated/objects.ts';

/**
 * One look of a HorizontalPodAutoscaler's controller at its target: what it saw, how it reckoned, and what came of it. No
 * Kubernetes API has this; a real controller writes parts of it into its log. Times are milliseconds since 1970.
 */
export interface HpaRecord {
  readonly timeMs: number;
  readonly target: CrossVersionObjectReference;
  /** `spec.replicas` of the target at that moment; missing where its scale could not be read. */
  readonly currentReplicas?: number;
  /** How far the cluster had followed: the Pods that there were and those that were ready; missing where nobody counted. */
  readonly observed?: { readonly replicas: number; readonly ready: number };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** In the order of `spec.metrics`; empty where they were not looked at. */
  readonly metrics: readonly HpaMetricRecord[];
  /** Which of the metrics decided: the index of the largest proposal. */
  readonly chosenMetric?: number;
  /** The largest proposal, before windows, policies and bounds. */
  readonly proposal?: number;
  readonly windows?: HpaWindowsRecord;
  readonly limit?: HpaLimitRecord;
  /** What `spec.replicas` is after this look; missing where its scale could not be read. */
  readonly replicas?: number;
  readonly outcome: HpaOutcome;
  /** What could not be done, in the controller's words. */
  readonly problem?: string;
  /** The calculation in words, step by step, for a person who asks "why 3?"; the last says what came of it. */
  readonly why: readonly string[];
}

/**
 * `scaled` and `kept` are decisions; `disabled` is a target of size 0; `noScale`, `noMetrics` and `refused` say what the
 * controller could not do: read the target's scale, reckon a size, or write it.
 */
export type HpaOutcome = 'scaled' | 'kept' | 'disabled' | 'noScale' | 'noMetrics' | 'refused';

/** One metric of one look. */
export interface HpaMetricRecord {
  readonly type: MetricSpec['type'];
  /** As Events and conditions call it: `cpu resource utilization (percentage of request)`. */
  readonly name: string;
  /** What is wanted: `50%`, `100m`, `64Mi`. */
  readonly target: string;
  /** What was seen, on the average where the target is one. */
  readonly current?: string;
  /** Why there is no proposal, in the controller's words. */
  readonly problem?: string;
  /** When the metric was measured. */
  readonly measuredMs?: number;
  readonly calculation?: HpaCalculation;
}

/** How a proposal came about. */
export interface HpaCalculation {
  /** Every Pod of the target's selector, as far as the metric is about Pods; at most {@link maxPodsInRecord}. */
  readonly pods: readonly HpaPodRecord[];
  /** How many there are of each state, all of them. */
  readonly counts: Readonly<Partial<Record<HpaPodState, number>>>;
  /** What was seen, divided by the target. */
  readonly ratio: number;
  /** The same once more with what was assumed of Pods that were left out; missing where nothing was. */
  readonly assumedRatio?: number;
  /** The number that the ratio is multiplied with: Pods mostly, 1 where the target is for each Pod. */
  readonly factor: number;
  readonly verdict: HpaVerdict;
  readonly proposal: number;
}

/** A record names no more Pods than this; those that were left out come first. */
export const maxPodsInRecord = 50;

/**
 * `moved`: the ratio times the factor, rounded up. The others keep the present size: the ratio lies within the tolerance
 * of 0.1; what was assumed of missing Pods would turn the direction, or the number of Pods would.
 */
export type HpaVerdict = 'moved' | 'withinTolerance' | 'ratioWouldTurn' | 'sizeWouldTurn';

/** One Pod in the calculation; amounts are thousandths of the metric's unit: millicores, or thousandths of bytes. */
export interface HpaPodRecord {
  readonly name: string;
  readonly state: HpaPodState;
  readonly usageMilli?: number;
  readonly requestMilli?: number;
  /** What was assumed of a Pod that was left out at first. */
  readonly assumedMilli?: number;
}

/**
 * Whether a Pod counts, and if not, why: it is being deleted, has failed, is Pending, or has no measurement; and for cpu
 * alone: it has no condition Ready yet, it is young (5 minutes) and not ready, it is young and was measured in part before
 * it was ready, or it has never been ready.
 */
export type HpaPodState =
  | 'counted'
  | 'terminating'
  | 'failed'
  | 'pending'
  | 'notMeasured'
  | 'readinessUnknown'
  | 'initializing'
  | 'measuredBeforeReady'
  | 'neverReady';

/** What the stabilization windows made of a proposal. */
export interface HpaWindowsRecord {
  /** Missing where nothing but the window for scaling down exists: an HPA without `behavior`. */
  readonly up?: HpaWindowRecord;
  readonly down: HpaWindowRecord;
  readonly replicas: number;
}

export interface HpaWindowRecord {
  readonly seconds: number;
  /** What was proposed within the window, oldest first; the last is of this look. */
  readonly recommendations: readonly HpaRecommendation[];
}

/** What the metrics alone proposed at one moment. */
export interface HpaRecommendation {
  readonly timeMs: number;
  readonly replicas: number;
}

/** How far one step may go: the policies of `behavior`, or the rule that stands in for them. */
export interface HpaLimitRecord {
  readonly direction: 'up' | 'down';
  /** `Doubling` and `None` are the ways up and down of an HPA without `behavior`: to twice its size, and at least to 4; as far as it likes. */
  readonly select: 'Max' | 'Min' | 'Disabled' | 'Doubling' | 'None';
  readonly policies: readonly HpaPolicyRecord[];
  /** The size that one step may reach; missing for `None`. */
  readonly policyReplicas?: number;
  /** What stopped the proposal, where anything did. */
  readonly limitedBy?: 'policies' | 'maxReplicas' | 'minReplicas';
}

export interface HpaPolicyRecord {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
  /** How many Pods this HPA has added and removed within the period. */
  readonly added: number;
  readonly removed: number;
  /** The size that this policy alone allows. */
  readonly replicas: number;
}
