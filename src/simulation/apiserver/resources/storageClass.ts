import type { StorageClass } from '../../../api/generated/objects.ts';
import { storageClassKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

const defaultAnnotations = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Whether claims without a class get this one. */
export function isDefaultClass({ metadata }: StorageClass): boolean {
  return defaultAnnotations.some((name) => metadata?.annotations?.[name] === 'true');
}

const table: TableLayout<StorageClass> = {
  columns: [
    nameColumn,
    column('Provisioner', 'Who makes its volumes.'),
    column('ReclaimPolicy', 'What becomes of a volume when its claim is gone.'),
    column('VolumeBindingMode', 'When a claim gets its volume.'),
    column('AllowVolumeExpansion', 'Whether a claim may grow.'),
    ageColumn,
  ],
  cells: (object, nowMs) => [
    `${object.metadata?.name ?? ''}${isDefaultClass(object) ? ' (default)' : ''}`,
    object.provisioner,
    object.reclaimPolicy ?? 'Delete',
    object.volumeBindingMode ?? 'Immediate',
    object.allowVolumeExpansion ?? false,
    ageText(object.metadata?.creationTimestamp, nowMs),
  ],
};

export const storageClass: Resource<StorageClass> = { info: storageClassKind, returnsDeleted: true, table };
