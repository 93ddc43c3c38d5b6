import { type HpaPodRecord, type HpaPodState, maxPodsInRecord } from '../../../api/autoscaling/hpaRecord.ts';
import { groupOf, podState } from './podGroups.ts';
import type { PodMetricInput } from './replicaCalculator.ts';

/** The Pods of a target, sorted for one metric. */
export interface CountedPods {
  readonly counts: Readonly<Partial<Record<HpaPodState, number>>>;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  /** What is measured and not left out, in thousandths; also of Pods that have gone since. */
  readonly usageMilli: ReadonlyMap<string, number>;
  /** For the record, those that were left out first. */
  records(
    requestMilli: (pod: string) => number | undefined,
    assumedMilli: ReadonlyMap<string, number> | undefined,
  ): readonly HpaPodRecord[];
}

/** Sorts the Pods by whether they count for a metric; `resource` is missing for one that is not about a resource. */
export function countPods({ pods, samples, nowMs }: PodMetricInput, resource: string | undefined): CountedPods {
  const counts: Partial<Record<HpaPodState, number>> = {};
  const states = new Map<string, HpaPodState>();
  const usageMilli = new Map([...samples].map(([name, { valueMilli }]) => [name, valueMilli]));
  const byGroup = { counted: [], unready: [], missing: [], ignored: [] } as Record<string, string[]>;
  for (const pod of pods) {
    const { name } = pod.metadata;
    const state = podState(pod, samples.get(name), resource, nowMs);
    const group = groupOf(state);
    states.set(name, state);
    counts[state] = (counts[state] ?? 0) + 1;
    byGroup[group]?.push(name);
    if (group === 'unready' || group === 'ignored') usageMilli.delete(name);
  }
  return {
    counts,
    unready: byGroup.unready ?? [],
    missing: byGroup.missing ?? [],
    usageMilli,
    records: (requestMilli, assumedMilli) => {
      const others = ['missing', 'unready', 'ignored', 'counted'].flatMap((group) => byGroup[group] ?? []);
      return others.slice(0, maxPodsInRecord).map((name) => {
        const optional = {
          usageMilli: samples.get(name)?.valueMilli,
          requestMilli: requestMilli(name),
          assumedMilli: assumedMilli?.get(name),
        };
        const given = Object.entries(optional).filter(([, value]) => value !== undefined);
        return { name, state: states.get(name) ?? 'counted', ...Object.fromEntries(given) };
      });
    },
  };
}
