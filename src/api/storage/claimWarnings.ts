import { fractionalBytesWarnings } from '../core/fractionalBytes.ts';
import { type FieldPath, formatPath } from '../field.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../generated/objects.ts';

const oldClass = 'volume.beta.kubernetes.io/storage-class';

/** What the server says of a claim that is right and yet suspicious (`pkg/api/persistentvolumeclaim/util.go`). */
export function claimWarnings({ metadata, spec = {} }: PersistentVolumeClaim): string[] {
  const deprecated = `metadata.annotations[${oldClass}]: deprecated since v1.8; use "storageClassName" attribute instead`;
  return [
    ...(metadata?.annotations?.[oldClass] === undefined ? [] : [deprecated]),
    ...claimSpecWarnings(spec, ['spec']),
  ];
}

/** The same of what a claim at this path asks for. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, at: FieldPath): string[] {
  return (['requests', 'limits'] as const).flatMap((field) =>
    fractionalBytesWarnings(
      resources?.[field]?.storage ?? '0',
      formatPath([...at, 'resources', field, { key: 'storage' }]),
    ),
  );
}
