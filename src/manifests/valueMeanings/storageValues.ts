import type { ValueTable } from './valueTable.ts';

const accessModes: ValueTable[string] = {
  ReadWriteOnce: 'One **Node** at a time may mount it for writing; several Pods on that Node share it.',
  ReadOnlyMany: 'Many Nodes may mount it, all of them read-only.',
  ReadWriteMany: 'Many Nodes may mount it for writing; not every kind of storage can do that.',
  ReadWriteOncePod: 'One single **Pod** of the whole cluster may use it.',
};

const volumeMode: ValueTable[string] = {
  Filesystem: 'A directory with a file system. This is the default.',
  Block: 'A raw device, given by `volumeDevices`.',
};

/** What values of volumes and claims mean (https://kubernetes.io/docs/concepts/storage/). */
export const storageValues: ValueTable = {
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeSpec.accessModes': accessModes,
  'PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.volumeMode': volumeMode,
  'PersistentVolumeClaimSpec.storageClassName': {
    '': 'No class at all: only a PersistentVolume without a class fits, and nothing is made on demand.',
  },
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': {
    Retain: 'When its claim is deleted, the volume and its data stay; somebody must clean up.',
    Delete: 'When its claim is deleted, the volume and its data go too.',
    Recycle: 'No longer recommended: the files are wiped and the volume is offered again.',
  },
  'StorageClass.reclaimPolicy': {
    Delete: 'When a claim is deleted, its volume and the data go too. This is the default.',
    Retain: 'When a claim is deleted, its volume and the data stay; somebody must clean up.',
  },
  'StorageClass.volumeBindingMode': {
    Immediate: 'A volume is made as soon as there is a claim, perhaps where the Pod cannot run.',
    WaitForFirstConsumer: 'A volume is made when a Pod wants the claim, at a place that suits the Pod.',
  },
};
