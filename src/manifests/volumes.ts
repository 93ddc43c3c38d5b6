import { isVolumeSourceField } from '../api/core/volumeSourceField.ts';
import type { FieldPath } from '../api/field.ts';
import { listAt, textAt, valueAt } from './plainLookup.ts';
import { containerLists } from './podSpecs.ts';

/** A volume of a Pod's spec; `source` is the field that says what it is: `emptyDir`. */
export interface WrittenVolume {
  readonly name: string;
  readonly source: string | undefined;
}

/** The volumes that a Pod's spec has, in their order. */
export function volumesOf(value: unknown, podSpec: FieldPath): WrittenVolume[] {
  return listAt(value, [...podSpec, 'volumes']).flatMap((volume) => {
    const name = textAt(volume, ['name']);
    if (name === undefined) return [];
    return [{ name, source: Object.keys(volume as object).find(isVolumeSourceField) }];
  });
}

/** One mount of a volume by a container. */
export interface WrittenMount {
  readonly container: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly path: FieldPath;
}

/** Every mount of a volume in a Pod's spec, init containers first. */
export function mountsOf(value: unknown, podSpec: FieldPath, volume: string): WrittenMount[] {
  return containerLists.flatMap((list) =>
    listAt(value, [...podSpec, list]).flatMap((container, index) =>
      listAt(container, ['volumeMounts']).flatMap((mount, position) => {
        if (textAt(mount, ['name']) !== volume) return [];
        return [
          {
            container: textAt(container, ['name']) ?? '',
            mountPath: textAt(mount, ['mountPath']) ?? '',
            readOnly: valueAt(mount, ['readOnly']) === true,
            path: [...podSpec, list, index, 'volumeMounts', position],
          },
        ];
      }),
    ),
  );
}
