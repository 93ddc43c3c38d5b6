import type { Pod } from '../../../api/generated/objects.ts';
import { podKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';

/** Without PriorityClasses every Pod has priority 0. */
export const podPriority: AdmissionPlugin = (_context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const spec = { ...pod.spec, priority: 0, preemptionPolicy: 'PreemptLowerPriority' };
  return { object: { ...pod, spec } as Pod };
};
