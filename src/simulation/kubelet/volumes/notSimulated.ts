import { isVolumeSourceField } from '../../../api/core/volumeSourceField.ts';

/** Kinds of volume by the names of their fields; the others are told by the field itself. */
const titles: Readonly<Record<string, string>> = {
  nfs: 'NFS volumes',
  iscsi: 'iSCSI volumes',
  fc: 'Fibre Channel volumes',
  csi: 'CSI volumes',
  gitRepo: 'gitRepo volumes (their plugin is switched off since Kubernetes 1.33)',
};

/** Says of a volume's source that this cluster has no such storage. */
export function notSimulated(volume: object): string {
  const kind = Object.keys(volume).find(isVolumeSourceField) ?? 'unknown';
  return `${titles[kind] ?? `volumes of kind ${kind}`} are not simulated: this cluster has no such storage`;
}
