import type { StatefulSet } from '../../../api/generated/objects.ts';

/** Numbers of Pods, both included; where `last` is below `first` there are none. */
interface OrdinalRange {
  readonly first: number;
  readonly last: number;
}

/** No ordinal is larger: a real controller reads 32 bits. */
const maxOrdinal = 2 ** 31 - 1;

/**
 * The ordinals that a StatefulSet wants, counted from `spec.ordinals.start`
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal).
 */
export function wantedOrdinals({ spec }: StatefulSet): OrdinalRange {
  const first = spec?.ordinals?.start ?? 0;
  return { first, last: first + (spec?.replicas ?? 1) - 1 };
}

/** Whether a StatefulSet wants the Pod with this number. */
export function isWanted(set: StatefulSet, ordinal: number): boolean {
  const { first, last } = wantedOrdinals(set);
  return ordinal >= first && ordinal <= last;
}

/** `web-2` */
export function podNameOf(setName: string, ordinal: number): string {
  return `${setName}-${ordinal}`;
}

/**
 * The number in the name of a Pod of this set, undefined where the name is no such name. A real controller also takes
 * `web-02` for number 2, and then cannot get rid of it; here only the name that it would give itself counts.
 */
export function ordinalOf(setName: string, podName: string): number | undefined {
  const digits = podName.startsWith(`${setName}-`) ? podName.slice(setName.length + 1) : '';
  if (!/^(0|[1-9]\d*)$/.test(digits)) return undefined;
  const ordinal = Number(digits);
  return ordinal <= maxOrdinal ? ordinal : undefined;
}
