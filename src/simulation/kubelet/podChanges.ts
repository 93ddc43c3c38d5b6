import type { Pod } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { sameJson } from '../apiserver/equality.ts';

/** Whether a change of a Pod is a reason for its kubelet to look at it: what the status says is mostly its own word. */
export function isNewsToKubelet(pod: Stored<Pod>, before: Stored<Pod>): boolean {
  return !(sameWish(pod, before) && sameGates(pod, before));
}

function sameWish(a: Stored<Pod>, b: Stored<Pod>): boolean {
  return (
    sameJson(a.spec, b.spec) &&
    sameJson(a.metadata.labels, b.metadata.labels) &&
    sameJson(a.metadata.annotations, b.metadata.annotations)
  );
}

/** The conditions of readiness gates are set by others. */
function sameGates(a: Stored<Pod>, b: Stored<Pod>): boolean {
  const gates = a.spec?.readinessGates ?? [];
  const stateIn = (pod: Stored<Pod>, type: string) =>
    pod.status?.conditions?.find((condition) => condition.type === type)?.status;
  return gates.every(({ conditionType }) => stateIn(a, conditionType) === stateIn(b, conditionType));
}
