/** Kinds of volume by the names of their fields; the others are told by the field itself. */
const titles: Readonly<Record<string, string>> = {
  nfs: 'NFS volumes',
  iscsi: 'iSCSI volumes',
  fc: 'Fibre Channel volumes',
  csi: 'CSI volumes',
  gitRepo: 'gitRepo volumes (their plugin is switched off since Kubernetes 1.33)',
};

/** Fields beside the source that a volume of a Pod or a PersistentVolume may have. */
const otherFields = new Set([
  'name',
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** Says of a volume's source that this cluster has no such storage. */
export function notSimulated(volume: object): string {
  const kind = Object.keys(volume).find((field) => !otherFields.has(field)) ?? 'unknown';
  return `${titles[kind] ?? `volumes of kind ${kind}`} are not simulated: this cluster has no such storage`;
}
