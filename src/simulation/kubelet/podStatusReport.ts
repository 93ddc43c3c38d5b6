import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../../api/generated/objects.ts';
import { formatTime } from '../../api/time.ts';
import { sameJson } from '../apiserver/equality.ts';
import { podKind } from '../apiserver/knownKinds.ts';
import { containerStatuses } from './containerStatuses.ts';
import type { PodContext } from './podContext.ts';
import { type PodPhase, podConditions, podPhase } from './podPhase.ts';
import { resizeConditions } from './podResize.ts';
import { terminatedStatuses } from './terminatedStatuses.ts';

/** Writes the Pod's status to the API where it changed, and returns the phase. */
export function reportStatus(context: PodContext): PodPhase {
  const { node } = context;
  const { namespace = '', name, uid } = context.pod.metadata;
  const current = node.api.get<Pod>(podKind, namespace, name);
  const { status, phase } = statusOf(context, current?.status);
  if (current && current.metadata.uid === uid) {
    const isNew = !sameJson(current.status, status);
    const outcome = isNew ? node.api.update<Pod>(podKind, { ...current, status }, 'status') : { object: current };
    if (outcome.object) context.pod = outcome.object;
  }
  context.probes.reported();
  return phase;
}

/** Failed where the kubelet ends it, and where nothing else is known of a Pod that is over. */
function phaseReached(context: PodContext, statuses: readonly ContainerStatus[]): PodPhase {
  if (context.eviction) return 'Failed';
  const phase = podPhase(context.pod.spec, statuses, context.ending ? 'ending' : 'ongoing');
  return context.isOver && phase !== 'Succeeded' ? 'Failed' : phase;
}

/** The status to write and the phase that the Pod is in or will be in once nothing of it runs. */
function statusOf(context: PodContext, old: PodStatus | undefined): { status: PodStatus; phase: PodPhase } {
  const { pod, node } = context;
  const spec = pod.spec ?? { containers: [] };
  const seen = containerStatuses(spec, context.slots, context.probes);
  const statuses = context.isOver ? { ...seen, ...terminatedStatuses(spec, seen) } : seen;
  const all = [...statuses.initContainers, ...statuses.containers];
  const finished = old?.phase === 'Succeeded' || old?.phase === 'Failed' ? (old.phase as PodPhase) : undefined;
  const reached = finished ?? phaseReached(context, all);
  // A Pod is not Succeeded or Failed while anything of it may still run.
  const isHeldBack = (reached === 'Succeeded' || reached === 'Failed') && context.slots.some((slot) => slot.isRunning);
  const phase = isHeldBack ? ((old?.phase as PodPhase | undefined) ?? 'Pending') : reached;
  const generation = pod.metadata.generation;
  const observed = generation === undefined ? {} : { observedGeneration: generation };
  const now = formatTime(node.nowMs());

  const sandboxReady = context.sandbox !== undefined;
  const conditions: PodCondition[] = [
    { type: 'PodReadyToStartContainers', status: sandboxReady ? 'True' : 'False', reason: '', message: '' },
    ...disruption(context),
    ...resize(context),
    ...podConditions(pod, all, phase),
  ].map(({ type, status, reason, message }) => {
    const before = old?.conditions?.find((candidate) => candidate.type === type);
    const isAsBefore =
      before?.lastTransitionTime &&
      before.status === status &&
      (before.reason ?? '') === reason &&
      (before.message ?? '') === message &&
      before.observedGeneration === generation;
    if (isAsBefore) return before;
    return {
      type,
      status,
      ...observed,
      lastTransitionTime: (before?.status === status && before.lastTransitionTime) || now,
      ...(reason !== '' && { reason }),
      ...(message !== '' && { message }),
    };
  });
  const own = new Set(conditions.map(({ type }) => type));
  const others = (old?.conditions ?? []).filter(({ type }) => !own.has(type) && !resizeConditions.includes(type));

  const status = {
    ...old,
    ...observed,
    phase,
    ...(phase === 'Failed' && context.eviction),
    conditions: [...conditions, ...others],
    hostIP: node.hostIp,
    hostIPs: [{ ip: node.hostIp }],
    ...(context.ip !== '' && { podIP: context.ip, podIPs: [{ ip: context.ip }] }),
    startTime: formatTime(context.startTimeMs),
    ...(statuses.initContainers.length > 0 && { initContainerStatuses: statuses.initContainers }),
    containerStatuses: statuses.containers,
    ...(statuses.ephemeralContainers.length > 0 && { ephemeralContainerStatuses: statuses.ephemeralContainers }),
  };
  return { status, phase: reached };
}

function resize({ resizeProblem }: PodContext): Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>[] {
  return resizeProblem ? [{ ...resizeProblem, status: 'True' }] : [];
}

/** Says of a Pod that the kubelet has evicted that it was not its own fault to end (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions). */
function disruption({ eviction }: PodContext): Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>[] {
  if (eviction?.reason !== 'Evicted') return [];
  return [{ type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', message: eviction.message }];
}
