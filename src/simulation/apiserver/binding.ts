import type { Pod, PodCondition, Status } from '../../api/generated/objects.ts';
import type { Stored } from '../../api/objects.ts';
import { conflict, notFound } from '../../api/status.ts';
import { formatTime } from '../../api/time.ts';
import type { WriteMode } from './create.ts';
import { podKind } from './knownKinds.ts';
import { resourceOf } from './registry.ts';
import type { ServerContext } from './serverContext.ts';

/** As a real server calls what it could not write. */
const bindingSubject = { ...podKind, plural: 'pods/binding' };

/** Gives a Pod its Node, once: what a POST to `pods/binding` does. */
export function bindPod(
  context: ServerContext,
  namespace: string,
  name: string,
  nodeName: string,
  mode: WriteMode,
): Status | undefined {
  const pod = context.store.get(podKind, namespace, name) as Stored<Pod> | undefined;
  if (!pod?.spec) return notFound(podKind, name);
  if (pod.metadata.deletionTimestamp) {
    return conflict(bindingSubject, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (pod.spec.nodeName) {
    return conflict(bindingSubject, name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  }
  if ((pod.spec.schedulingGates ?? []).length > 0) {
    return conflict(bindingSubject, name, `pod ${name} has non-empty .spec.schedulingGates`);
  }
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastTransitionTime: formatTime(context.nowMs()),
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== scheduled.type);
  const bound: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName },
    status: { ...pod.status, conditions: [...others, scheduled] },
  };
  if (mode === 'commit') context.store.put(podKind, resourceOf(podKind).complete?.(bound) ?? bound);
  return undefined;
}
