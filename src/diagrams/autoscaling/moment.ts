import { oneLine } from '../mermaid.ts';
import type { ChartUnit } from './autoscalerChart.ts';
import { amountOf, unitOf } from './metricAmount.ts';

/** What is known of an autoscaler at one moment. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** `spec.replicas` of the target from then on. */
  readonly desired?: number;
  /** The Pods that there are, and those that are ready. */
  readonly current?: number;
  readonly ready?: number;
  readonly metrics: readonly MetricMoment[];
  /** What came of it, in a sentence. */
  readonly said: string;
  /** Whether there is a record that can be explained. */
  readonly isLook: boolean;
}

/** One metric at one moment, as it is written and as a number. */
export interface MetricMoment {
  readonly name: string;
  readonly unit: ChartUnit;
  readonly target: string;
  readonly targetAmount: number | null;
  readonly seen: string;
  readonly seenAmount: number | null;
}

/** One metric at one moment, from its texts. */
export function metricMoment(name: string, target: string, seen: string): MetricMoment {
  const unit = unitOf(name, target);
  return {
    name: oneLine(name),
    unit,
    target: oneLine(target),
    targetAmount: amountOf(target),
    seen: oneLine(seen),
    seenAmount: amountOf(seen),
  };
}

/** A number of Pods; undefined where a value is none. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
