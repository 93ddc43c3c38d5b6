import type { FieldPath } from '../api/field.ts';
import type { Pod } from '../api/generated/objects.ts';
import type { OutlineItem } from './outlineItem.ts';
import { outlineOf } from './podOutline.ts';
import { type PodOwner, partsOf } from './podParts.ts';
import { drawPod } from './podPicture.ts';
import { placesOf } from './podPlaces.ts';

/** A diagram as mermaid text, and the same content as a nested outline for keyboard and screen readers. */
export interface Diagram {
  readonly mermaid: string;
  readonly outline: readonly OutlineItem[];
  /** Where in the Pod that stands which the picture and the outline name by these ids. */
  readonly places: ReadonlyMap<string, FieldPath>;
}

/**
 * What a Pod is made of and how far it is: from a manifest, or from a live object with its status. `owner` is the workload
 * whose Pod it is, where the diagram is about that.
 */
export function podAnatomy(pod: Pod, owner?: PodOwner): Diagram {
  const parts = partsOf(pod, owner);
  return { mermaid: drawPod(parts), outline: outlineOf(parts), places: placesOf(parts) };
}
