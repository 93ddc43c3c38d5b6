/** Fields beside the source that a volume of a Pod or a PersistentVolume may have. */
const otherFields: ReadonlySet<string> = new Set([
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

/** Whether a field of a volume, of a Pod's or a PersistentVolume's, says what it is: `emptyDir`, `hostPath`. */
export function isVolumeSourceField(field: string): boolean {
  return !otherFields.has(field);
}
