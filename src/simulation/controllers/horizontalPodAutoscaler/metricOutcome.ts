import type { HpaMetricRecord } from '../../../api/autoscaling/hpaRecord.ts';
import type { MetricSpec, MetricStatus, Pod } from '../../../api/generated/objects.ts';
import type { LabelQuery } from '../../../api/labels.ts';
import type { Stored } from '../../../api/objects.ts';
import { metricName } from './metricName.ts';
import type { MetricsSource } from './metricsSource.ts';
import { targetText, unknownMetric } from './metricValue.ts';
import type { Proposal } from './replicaCalculator.ts';

/** What the metrics of one HPA are asked about. */
export interface MetricContext {
  readonly source: MetricsSource;
  readonly namespace: string;
  /** The Pods of the target, and how it selects them. */
  readonly pods: readonly Stored<Pod>[];
  readonly query: LabelQuery;
  /** `spec.replicas` and `status.replicas` of the target's scale. */
  readonly currentReplicas: number;
  readonly statusReplicas: number;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What one metric says: a size, or why there is none. */
export interface MetricOutcome {
  readonly record: HpaMetricRecord;
  readonly status: MetricStatus;
  readonly replicas?: number;
  readonly failure?: MetricFailure;
}

/** Why a metric says nothing. */
export interface MetricFailure {
  /** Of the Event and of the condition. */
  readonly reason: string;
  /** What the Event and the condition say. */
  readonly message: string;
  /** What the other Event says, about all metrics. */
  readonly error: string;
}

/** An outcome without a size. */
export function failed(spec: MetricSpec, failure: MetricFailure): MetricOutcome {
  return { record: { ...recordOf(spec), problem: failure.message }, status: unknownMetric, failure };
}

/** An outcome with a size; `current` is what was seen, in words. */
export function proposed(
  spec: MetricSpec,
  { replicas, calculation }: Extract<Proposal, { problem?: undefined }>,
  seen: { readonly status: MetricStatus; readonly current: string; readonly measuredMs: number },
): MetricOutcome {
  const { status, current, measuredMs } = seen;
  return { record: { ...recordOf(spec), current, measuredMs, calculation }, status, replicas };
}

function recordOf(spec: MetricSpec): Pick<HpaMetricRecord, 'type' | 'name' | 'target'> {
  return { type: spec.type, name: metricName(spec), target: targetText(spec) };
}
