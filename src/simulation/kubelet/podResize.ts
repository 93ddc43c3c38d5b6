import type { Node, Pod, PodCondition, ResourceRequirements } from '../../api/generated/objects.ts';
import { amountsOf, podRequests } from '../../api/podResources.ts';
import { sameJson } from '../apiserver/equality.ts';
import { nodeKind, podKind } from '../apiserver/knownKinds.ts';
import type { ContainerRecord, ContainerSlot } from './containerRecord.ts';
import { containerResources } from './containerResources.ts';
import type { KillReason } from './podActions.ts';
import type { PodContext } from './podContext.ts';

/** Why a wished size of a running Pod is not yet its size: shown as a condition. */
export type ResizeProblem = Pick<PodCondition, 'type' | 'reason' | 'message'>;

/** The conditions of a resize come and go. */
export const resizeConditions: readonly string[] = ['PodResizePending', 'PodResizeInProgress'];

interface Change {
  readonly slot: ContainerSlot;
  readonly life: ContainerRecord;
  readonly wanted: ResourceRequirements;
}

/**
 * Gives running containers the resources that the Pod's newest version asks for
 * (https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/): at once where the container's
 * `resizePolicy` allows that. Returns those that must restart for it.
 */
export function resizeContainers(context: PodContext): ReadonlyMap<string, KillReason> {
  const restarts = new Map<string, KillReason>();
  const changes = context.slots.flatMap((slot): Change[] => {
    const wanted = slot.spec.resources ?? {};
    const life = slot.newest;
    return life?.running && !life.exit && !sameJson(life.resources, wanted) ? [{ slot, life, wanted }] : [];
  });
  context.resizeProblem = changes.length === 0 ? undefined : capacityProblem(context);
  if (context.resizeProblem) return restarts;
  for (const { slot, life, wanted } of changes) {
    if (mustRestart(slot, life, wanted)) {
      restarts.set(slot.name, {
        reason: 'DefinitionChanged',
        message: `Container ${slot.name} resize requires restart`,
      });
      context.resizeProblem = { type: 'PodResizeInProgress', reason: '', message: '' };
      continue;
    }
    const limits = containerResources(slot.spec);
    const usedBytes = life.running?.usage().memoryBytes ?? 0;
    const lowersLimit = !sameJson(life.resources.limits?.memory, wanted.limits?.memory);
    if (lowersLimit && limits.memoryLimitBytes !== undefined && limits.memoryLimitBytes < usedBytes) {
      const message = `attempting to set container memory limit (${limits.memoryLimitBytes}) below current usage (${usedBytes})`;
      context.resizeProblem = { type: 'PodResizeInProgress', reason: 'Error', message };
      continue;
    }
    life.running?.resize(limits);
    life.resources = wanted;
  }
  return restarts;
}

function mustRestart({ spec }: ContainerSlot, life: ContainerRecord, wanted: ResourceRequirements): boolean {
  return (spec.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) =>
      restartPolicy === 'RestartContainer' &&
      !(['requests', 'limits'] as const).every((list) =>
        sameJson(life.resources[list]?.[resourceName], wanted[list]?.[resourceName]),
      ),
  );
}

/** Whether the Node has room for the Pod as it is now wished: never, or only once others have gone. */
function capacityProblem({ node, pod }: PodContext): ResizeProblem | undefined {
  const machine = node.api.get<Node>(nodeKind, '', node.nodeName);
  if (!machine || !pod.spec) return undefined;
  const capacity = amountsOf(machine.status?.allocatable);
  const requested = podRequests(pod.spec);
  let used = { cpuMilli: 0, memoryBytes: 0 };
  for (const { metadata, spec, status } of node.api.list<Pod>(podKind)) {
    if (spec?.nodeName !== node.nodeName || metadata.uid === pod.metadata.uid) continue;
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') continue;
    const { cpuMilli, memoryBytes } = podRequests(spec);
    used = { cpuMilli: used.cpuMilli + cpuMilli, memoryBytes: used.memoryBytes + memoryBytes };
  }
  for (const [name, field] of [
    ['cpu', 'cpuMilli'],
    ['memory', 'memoryBytes'],
  ] as const) {
    const wish = requested[field];
    if (wish > capacity[field]) {
      const message = `Node didn't have enough capacity: ${name}, requested: ${wish}, capacity: ${capacity[field]}`;
      return { type: 'PodResizePending', reason: 'Infeasible', message };
    }
    if (wish + used[field] > capacity[field]) {
      const message = `Node didn't have enough resource: ${name}, requested: ${wish}, used: ${used[field]}, capacity: ${capacity[field]}`;
      return { type: 'PodResizePending', reason: 'Deferred', message };
    }
  }
  return undefined;
}
