import type { PersistentVolume } from '../../../api/generated/objects.ts';
import { persistentVolumeKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';
import { accessModesText } from './accessModesText.ts';

/** Where the class of a volume stood before it had a field. */
const oldClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

const table: TableLayout<PersistentVolume> = {
  columns: [
    nameColumn,
    column('Capacity', 'How much it holds.'),
    column('Access Modes', 'How it may be mounted.'),
    column('Reclaim Policy', 'What becomes of it when its claim is gone.'),
    column('Status', 'Whether it is free, bound or released.'),
    column('Claim', 'The claim that has it.'),
    column('StorageClass', 'The class it belongs to.'),
    column('VolumeAttributesClass', 'The class of its attributes.'),
    column('Reason', 'Why it is as it is.'),
    ageColumn,
    wideColumn('VolumeMode', 'A file system or a block device.'),
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    spec?.capacity?.storage ?? '0',
    accessModesText(spec?.accessModes),
    spec?.persistentVolumeReclaimPolicy ?? '',
    metadata?.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
    spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '',
    metadata?.annotations?.[oldClassAnnotation] ?? spec?.storageClassName ?? '',
    spec?.volumeAttributesClassName ?? '<unset>',
    status?.reason ?? '',
    ageText(metadata?.creationTimestamp, nowMs),
    spec?.volumeMode ?? '<unset>',
  ],
};

export const persistentVolume: Resource<PersistentVolume> = {
  info: persistentVolumeKind,
  hasStatus: true,
  returnsDeleted: true,
  prepareCreate: (object) => {
    const lastPhaseTransitionTime = object.metadata?.creationTimestamp;
    return {
      ...object,
      status: { phase: 'Pending', ...(lastPhaseTransitionTime !== undefined && { lastPhaseTransitionTime }) },
    };
  },
  table,
};
