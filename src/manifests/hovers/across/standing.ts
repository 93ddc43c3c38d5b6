import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import type { HoverContext } from '../subject.ts';

/** The manifest under the cursor among those around. */
export interface Standing {
  readonly set: ManifestSet;
  readonly manifest: PlacedManifest;
}

/** Undefined where nothing is known of what is around. */
export function standing({ around, document }: HoverContext): Standing | undefined {
  const manifest = around?.set.placeOf(around.file, document);
  return around && manifest && { set: around.set, manifest };
}
