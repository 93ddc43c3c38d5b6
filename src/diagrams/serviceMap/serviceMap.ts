import type { ObjectDiagram, ObjectPlace } from '../objectDiagram.ts';
import { collapse } from './collapse.ts';
import { drawMap } from './drawMap.ts';
import { mapOf } from './mapOf.ts';
import { mapOutline } from './mapOutline.ts';
import type { MapParts } from './mapParts.ts';
import type { ServiceSight } from './serviceSight.ts';

/**
 * Where Services lead: their ports, names and EndpointSlices, the Pods behind them as they stand, and Pods that they nearly select.
 * Above 60 boxes Pods are counts.
 */
export function serviceMap(sight: ServiceSight): ObjectDiagram {
  const parts = collapse(mapOf(sight));
  return { mermaid: drawMap(parts), outline: mapOutline(parts), objects: objectsOf(parts) };
}

function objectsOf({ services, slices, targets, missed }: MapParts): ReadonlyMap<string, ObjectPlace> {
  const objects = new Map<string, ObjectPlace>();
  for (const { id, place, ports } of services) {
    objects.set(id, place);
    objects.set(`${id}.type`, { ...place, path: ['spec', 'type'] });
    objects.set(`${id}.selector`, { ...place, path: ['spec', 'selector'] });
    objects.set(`${id}.ports`, { ...place, path: ['spec', 'ports'] });
    for (const { index } of ports) objects.set(`${id}.port${index + 1}`, { ...place, path: ['spec', 'ports', index] });
  }
  for (const { id, place } of [...slices, ...targets, ...missed]) if (place) objects.set(id, place);
  return objects;
}
