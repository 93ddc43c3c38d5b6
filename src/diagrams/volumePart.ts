import type { FieldPath } from '../api/field.ts';
import type { Volume } from '../api/generated/objects.ts';
import type { ContainerPart } from './containerPart.ts';
import { isObject, textOf } from './looseValues.ts';

/** A volume of a Pod as a diagram shows it. */
export interface VolumePart {
  /** Its name in the diagram: `volume1`. */
  readonly id: string;
  readonly name: string;
  /** `emptyDir`, `configMap web`; empty for a volume that is missing. */
  readonly type: string;
  /** Whether containers mount it although the Pod has no such volume. */
  readonly missing: boolean;
  /** Where it stands in the Pod; of a missing one, its first mount. */
  readonly path: FieldPath;
}

/** The field of a volume's source that says which one it is. */
const sourceNames: Readonly<Record<string, string>> = {
  configMap: 'name',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
  hostPath: 'path',
  csi: 'driver',
  nfs: 'server',
  image: 'reference',
};

/** A volume that the Pod declares. */
export function declaredVolume(volume: Volume, index: number): VolumePart {
  return {
    id: `volume${index + 1}`,
    name: textOf(volume.name) || '(no name)',
    type: typeText(volume),
    missing: false,
    path: ['spec', 'volumes', index],
  };
}

/** The volumes that containers mount and nobody declares, each with its first mount as its place. */
export function missingVolumes(
  containers: readonly ContainerPart[],
  declared: ReadonlySet<string>,
  firstId: number,
): VolumePart[] {
  const places = new Map<string, FieldPath>();
  for (const { path, mounts } of containers) {
    for (const { volume, index } of mounts) {
      if (!declared.has(volume) && !places.has(volume)) places.set(volume, [...path, 'volumeMounts', index]);
    }
  }
  return [...places].map(([name, path], index) => ({
    id: `volume${firstId + index}`,
    name,
    type: '',
    missing: true,
    path,
  }));
}

function typeText(volume: Volume): string {
  const key = Object.keys(volume).find((name) => name !== 'name') ?? 'emptyDir';
  const source: unknown = (volume as unknown as Record<string, unknown>)[key];
  const nameField = sourceNames[key];
  const name = isObject(source) && nameField !== undefined ? textOf(source[nameField]) : '';
  const inMemory = key === 'emptyDir' && isObject(source) && source.medium === 'Memory';
  if (inMemory) return 'emptyDir in memory';
  return name === '' ? textOf(key) : `${textOf(key)} ${name}`;
}
