import type { Pod, PriorityClass } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { forbidden } from '../../../api/status.ts';
import { podKind, priorityClassKind } from '../knownKinds.ts';
import type { ServerContext } from '../serverContext.ts';
import type { AdmissionPlugin } from './admission.ts';
import { provisionalName } from './provisionalName.ts';

/**
 * Turns the name of a PriorityClass into a number. A Pod without one gets the default class where there is one, and
 * priority 0 where not. https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export const podPriority: AdmissionPlugin = (context, info, object) => {
  if (info !== podKind) return { object };
  const pod = object as Pod;
  const wanted = pod.spec?.priorityClassName ?? '';
  const chosen = wanted === '' ? defaultClass(context) : classNamed(context, wanted);
  if (wanted !== '' && !chosen) {
    return { refusal: forbidden(podKind, provisionalName(pod), `no PriorityClass with name ${wanted} was found`) };
  }
  const priority = chosen?.value ?? 0;
  if (pod.spec?.priority !== undefined && pod.spec.priority !== priority) {
    const why =
      `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; ` +
      `priority admission controller computed ${priority} from the given PriorityClass name`;
    return { refusal: forbidden(podKind, provisionalName(pod), why) };
  }
  const preemptionPolicy = chosen?.preemptionPolicy ?? 'PreemptLowerPriority';
  const writtenPolicy = pod.spec?.preemptionPolicy;
  if (writtenPolicy !== undefined && writtenPolicy !== preemptionPolicy) {
    const why =
      `the string value of PreemptionPolicy (${writtenPolicy}) must not be provided in pod spec; ` +
      `priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`;
    return { refusal: forbidden(podKind, provisionalName(pod), why) };
  }
  const priorityClassName = chosen?.metadata.name;
  const spec = { ...pod.spec, ...(priorityClassName && { priorityClassName }), priority, preemptionPolicy };
  return { object: { ...pod, spec } as Pod };
};

function classNamed(context: ServerContext, name: string): Stored<PriorityClass> | undefined {
  return context.store.get(priorityClassKind, '', name) as Stored<PriorityClass> | undefined;
}

/** Of several default classes the one with the lowest value counts. */
export function defaultClass(context: ServerContext): Stored<PriorityClass> | undefined {
  const classes = context.store.list(priorityClassKind) as readonly Stored<PriorityClass>[];
  return classes.filter(({ globalDefault }) => globalDefault).sort((a, b) => a.value - b.value)[0];
}
