import type { LaneCounts } from './mapColumns.ts';
import type { MapLayout } from './mapLayout.ts';
import { arrowsFrom, idsIn, type MapArrow, type MapScene } from './mapScene.ts';

/** More lanes than this make a channel too wide: then some are shared. */
const laneLimit = 10;

/** How many lanes the channels need, before anything has a place. */
export function laneCounts(scene: MapScene): LaneCounts {
  const own = Math.max(1, ...idsIn(scene, 'service').map((id) => arrowsFrom(scene, id).length));
  return {
    first: Math.min(laneLimit, own) + Math.min(laneLimit, distantArrows(scene).length),
    second: Math.min(laneLimit, idsIn(scene, 'slice').length),
  };
}

/** The lane of each arrow, by its id, from 0 at the left. Arrows of one EndpointSlice share one. */
export function lanesOf(scene: MapScene, layout: MapLayout): ReadonlyMap<string, number> {
  const lanes = new Map<string, number>();
  for (const [index, id] of idsIn(scene, 'slice').entries()) {
    for (const arrow of arrowsFrom(scene, id)) lanes.set(arrow.id, index % laneLimit);
  }
  const distant = distantArrows(scene);
  const { first } = laneCounts(scene);
  for (const [index, arrow] of distant.entries()) lanes.set(arrow.id, first - 1 - (index % laneLimit));
  for (const id of idsIn(scene, 'service')) {
    const near = arrowsFrom(scene, id).filter((arrow) => !distant.includes(arrow));
    // Of those that go down the lowest turns first, of those that go up the highest: so they do not cross.
    const down = near.filter((arrow) => goesDown(arrow, layout)).reverse();
    const up = near.filter((arrow) => !down.includes(arrow));
    for (const group of [down, up]) {
      for (const [index, arrow] of group.entries()) lanes.set(arrow.id, index % laneLimit);
    }
  }
  return lanes;
}

function goesDown({ id, from, to }: MapArrow, { boxes, exits }: MapLayout): boolean {
  const [source, target] = [boxes.get(from), boxes.get(to)];
  if (!source || !target) return false;
  return target.y + target.height / 2 > (exits.get(id) ?? source.y);
}

/** Arrows of Services to what stands with another one: they run past the Services in between. */
function distantArrows({ arrows }: MapScene): readonly MapArrow[] {
  const seen = new Set<string>();
  return arrows.filter(({ from, to }) => {
    const isAgain = seen.has(to) && !from.startsWith('slice');
    seen.add(to);
    return isAgain;
  });
}
