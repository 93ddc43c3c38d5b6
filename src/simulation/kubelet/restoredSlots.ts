import type { ContainerStatus, PodStatus } from '../../api/generated/objects.ts';
import { parseTime } from '../../api/time.ts';
import type { ContainerExit } from '../containers/runtime.ts';
import type { ContainerRecord, ContainerSlot } from './containerRecord.ts';

/** How the runtime reports a container that it lost with the machine. */
const lostExitCode = 255;

/**
 * What a kubelet that starts anew knows of a Pod's containers: none runs any more, those that had run have ended with the
 * machine, and their restarts go on being counted. False where the Pod never had a container.
 */
export function restoreSlots(slots: readonly ContainerSlot[], status: PodStatus | undefined, nowMs: number): boolean {
  const known = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  for (const slot of slots) {
    const old = known.find(({ name }) => name === slot.name);
    if (old?.containerID) slot.begin(recordOf(slot, old, nowMs));
  }
  return slots.some(({ newest }) => newest !== undefined);
}

function recordOf(slot: ContainerSlot, old: ContainerStatus, nowMs: number): ContainerRecord {
  const { terminated, running } = old.state ?? {};
  const ended = terminated ?? (running ? undefined : old.lastState?.terminated);
  const startedAtMs = parseTime(ended?.startedAt ?? running?.startedAt ?? '') ?? nowMs;
  return {
    name: slot.name,
    role: slot.role,
    id: (old.containerID ?? '').replace('containerd://', ''),
    image: old.image,
    imageId: old.imageID,
    restartCount: old.restartCount,
    resources: old.resources ?? {},
    createdAtMs: startedAtMs,
    startedAtMs,
    running: undefined,
    killTimer: undefined,
    preStopBegun: true,
    stopSignalled: true,
    whenExited: undefined,
    verdicts: {},
    exit: ended
      ? {
          exitCode: ended.exitCode,
          reason: (ended.reason ?? 'Error') as ContainerExit['reason'],
          finishedAtMs: parseTime(ended.finishedAt ?? '') ?? nowMs,
        }
      : { exitCode: lostExitCode, reason: 'Unknown', finishedAtMs: nowMs },
  };
}
