import type { PersistentVolume } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { persistentVolumeKind } from '../../apiserver/knownKinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { EventRecorder } from '../../eventRecorder.ts';
import { freeVolume, setVolumePhase } from './binding.ts';
import { volumeAnnotations } from './volumeAnnotations.ts';

/** A recycler Pod scrubs the volume: about as long as a busybox takes to start and run `rm -rf`. */
const recycleMs = 5_000;

/**
 * Does with a released volume what its reclaim policy says
 * (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming). Volumes of a provisioner are its own.
 */
export function reclaim(context: ComponentContext, events: EventRecorder, volume: Stored<PersistentVolume>): void {
  const { metadata, spec, status } = volume;
  if (metadata.annotations?.[volumeAnnotations.provisionedBy] !== undefined) return;
  if (status?.phase !== 'Released') return;
  if (spec?.persistentVolumeReclaimPolicy === 'Delete') remove(context, events, volume);
  else if (spec?.persistentVolumeReclaimPolicy === 'Recycle') recycle(context, events, volume);
}

function remove(context: ComponentContext, events: EventRecorder, volume: Stored<PersistentVolume>): void {
  const { name } = volume.metadata;
  const path = volume.spec?.hostPath?.path;
  if (path !== undefined && /\/tmp\/.+/.test(path)) {
    context.api.delete(persistentVolumeKind, '', name);
    return;
  }
  const message =
    path === undefined
      ? `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`
      : `host_path deleter only supports /tmp/.+ but received provided ${path}`;
  const failed = setVolumePhase(context, volume, 'Failed', message);
  events.record(failed, { type: 'Warning', reason: 'VolumeFailedDelete', message });
}

function recycle(context: ComponentContext, events: EventRecorder, volume: Stored<PersistentVolume>): void {
  const { name, uid } = volume.metadata;
  if (!volume.spec?.hostPath && !volume.spec?.nfs) {
    const message = 'No recycler plugin found for the volume!';
    const failed = setVolumePhase(context, volume, 'Failed', message);
    events.record(failed, { type: 'Warning', reason: 'VolumeFailedRecycle', message });
    return;
  }
  context.timeline.after(recycleMs, () => {
    const current = context.api.get<PersistentVolume>(persistentVolumeKind, '', name);
    if (current?.metadata.uid !== uid || current.status?.phase !== 'Released') return;
    events.record(current, { type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled' });
    freeVolume(context, current);
  });
}
