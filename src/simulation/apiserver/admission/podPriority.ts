import type { Pod } from '../../../api/generated/objects.ts';
import { forbidden } from '../../../api/status.ts';
import { podKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';

/** The PriorityClasses that every cluster has. https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
const builtInClasses = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** Turns the name of a PriorityClass into a number; without a class a Pod has priority 0. */
export const podPriority: AdmissionPlugin = (_context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const className = pod.spec?.priorityClassName ?? '';
  const priority = className === '' ? 0 : builtInClasses.get(className);
  if (priority === undefined) {
    const why = `no PriorityClass with name ${className} was found`;
    return { refusal: forbidden(podKind, pod.metadata?.name ?? '', why) };
  }
  const spec = { ...pod.spec, priority, preemptionPolicy: pod.spec?.preemptionPolicy ?? 'PreemptLowerPriority' };
  return { object: { ...pod, spec } as Pod };
};
