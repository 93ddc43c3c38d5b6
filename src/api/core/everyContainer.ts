import type { FieldPath } from '../field.ts';
import type { Container, PodSpec } from '../generated/objects.ts';

/** A container and where it stands. */
export interface PlacedContainer {
  readonly container: Container;
  readonly at: FieldPath;
}

/** All containers of a Pod in the order in which the server visits them (`VisitContainersWithPath`). */
export function everyContainer(spec: PodSpec, at: FieldPath): PlacedContainer[] {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    ((spec[list] ?? []) as readonly Container[]).map((container, i) => ({ container, at: [...at, list, i] })),
  );
}
