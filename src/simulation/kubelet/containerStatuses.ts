import type { ContainerState, ContainerStatus, PodSpec } from '../../api/generated/objects.ts';
import { formatTime } from '../../api/time.ts';
import type { ContainerRecord, ContainerSlot } from './containerRecord.ts';
import { isSidecar } from './podActions.ts';

/** What the probes say of a running container. */
interface ProbeAnswers {
  hasStarted(slot: ContainerSlot): boolean;
  isReady(slot: ContainerSlot): boolean;
}

/**
 * The statuses of all sorts of containers that the kubelet reports for a Pod: by name, those of init containers as the
 * spec has them (`normalizeStatus` of the kubelet's status manager).
 */
export function containerStatuses(
  spec: PodSpec,
  slots: readonly ContainerSlot[],
  probes: ProbeAnswers,
): Record<'initContainers' | 'containers' | 'ephemeralContainers', ContainerStatus[]> {
  const waitingReason = (spec.initContainers ?? []).length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const statusOf = (slot: ContainerSlot) => containerStatus(slot, waitingReason, probes);
  return {
    initContainers: slots.filter(({ role }) => role === 'init').map(statusOf),
    containers: byName(slots.filter(({ role }) => role === 'regular').map(statusOf)),
    ephemeralContainers: byName(slots.filter(({ role }) => role === 'ephemeral').map(statusOf)),
  };
}

function byName(statuses: ContainerStatus[]): ContainerStatus[] {
  return statuses.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function containerStatus(slot: ContainerSlot, waitingReason: string, probes: ProbeAnswers): ContainerStatus {
  const { newest, previous } = slot;
  let state: ContainerState = newest ? stateOf(newest) : { waiting: { reason: waitingReason } };
  let lastState: ContainerState = previous ? stateOf(previous) : {};
  if (slot.waiting && !state.running) {
    // A container that will be tried again waits; how it ended is its last state.
    if (state.terminated) lastState = state;
    const { reason, message } = slot.waiting;
    state = { waiting: { reason, ...(message !== '' && { message }) } };
  }
  const staysUp = slot.role === 'regular' || (slot.role === 'init' && isSidecar(slot.spec));
  const started = state.running !== undefined && probes.hasStarted(slot);
  const ready = staysUp ? started && probes.isReady(slot) : slot.role === 'init' && state.terminated?.exitCode === 0;
  return {
    name: slot.name,
    state,
    lastState,
    ready,
    restartCount: newest?.restartCount ?? 0,
    image: newest?.image ?? slot.spec.image ?? '',
    imageID: newest?.imageId ?? '',
    ...(newest && { containerID: `containerd://${newest.id}` }),
    ...(slot.role !== 'ephemeral' && { started }),
    ...resourceStatuses(slot, state),
    ...mountStatuses(slot),
  };
}

/** What a running container was given, which may be another size than its spec's newest. */
function resourceStatuses(
  { newest }: ContainerSlot,
  state: ContainerState,
): Pick<ContainerStatus, 'allocatedResources' | 'resources'> {
  if (!newest || !state.running) return {};
  const { resources } = newest;
  return { ...(resources.requests && { allocatedResources: resources.requests }), resources };
}

function stateOf(record: ContainerRecord): ContainerState {
  const startedAt = formatTime(record.startedAtMs);
  if (!record.exit) return { running: { startedAt } };
  const { exitCode, reason, message, finishedAtMs } = record.exit;
  return {
    terminated: {
      exitCode,
      reason,
      ...(message !== undefined && message !== '' && { message }),
      // A container that never started has no start: the runtime reports the epoch.
      startedAt: reason === 'StartError' ? '1970-01-01T00:00:00Z' : startedAt,
      finishedAt: formatTime(finishedAtMs),
      containerID: `containerd://${record.id}`,
    },
  };
}

function mountStatuses(slot: ContainerSlot): Pick<ContainerStatus, 'volumeMounts'> {
  const mounts = slot.spec.volumeMounts ?? [];
  if (mounts.length === 0) return {};
  return {
    volumeMounts: mounts.map(({ name, mountPath, readOnly }) => ({
      name,
      mountPath,
      ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' }),
    })),
  };
}
