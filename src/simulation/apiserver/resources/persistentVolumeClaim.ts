import type { PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import { persistentVolumeClaimKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';
import { accessModesText } from './accessModesText.ts';

/** Where the class of a claim stood before it had a field. */
const oldClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

const table: TableLayout<PersistentVolumeClaim> = {
  columns: [
    nameColumn,
    column('Status', 'Whether it has a volume.'),
    column('Volume', 'The volume it has.'),
    column('Capacity', 'How much the volume holds.'),
    column('Access Modes', 'How it may be mounted.'),
    column('StorageClass', 'The class it asks for.'),
    column('VolumeAttributesClass', 'The class of attributes it asks for.'),
    ageColumn,
    wideColumn('VolumeMode', 'A file system or a block device.'),
  ],
  cells: ({ metadata, spec, status }, nowMs) => {
    const bound = (spec?.volumeName ?? '') !== '';
    return [
      metadata?.name ?? '',
      metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
      spec?.volumeName ?? '',
      bound ? (status?.capacity?.storage ?? '0') : '',
      bound ? accessModesText(status?.accessModes) : '',
      metadata?.annotations?.[oldClassAnnotation] ?? spec?.storageClassName ?? '',
      spec?.volumeAttributesClassName ?? '<unset>',
      ageText(metadata?.creationTimestamp, nowMs),
      spec?.volumeMode ?? '<unset>',
    ];
  },
};

export const persistentVolumeClaim: Resource<PersistentVolumeClaim> = {
  info: persistentVolumeClaimKind,
  hasStatus: true,
  returnsDeleted: true,
  prepareCreate: (object) => ({ ...object, status: { phase: 'Pending' } }),
  table,
};
