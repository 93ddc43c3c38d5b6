import { type MapColumns, mapLengths } from './mapColumns.ts';
import { lanesOf } from './mapLanes.ts';
import type { MapLayout } from './mapLayout.ts';
import type { MapArrow, MapScene } from './mapScene.ts';
import type { Rectangle } from './podLayout.ts';
import type { Point } from './podRoutes.ts';

/** Lines to one box arrive this far from its corners and from each other. */
const cornerPx = 12;
const arrivalGapPx = 9;

/** The corners of each arrow, by its id. Arrows run in the channels between the columns, never across a box. */
export function mapRoutes(
  scene: MapScene,
  columns: MapColumns,
  layout: MapLayout,
): ReadonlyMap<string, readonly Point[]> {
  const routes = new Map<string, readonly Point[]>();
  const lanes = lanesOf(scene, layout);
  const arrivals = new Map<string, number>();
  for (const arrow of scene.arrows) {
    const from = layout.boxes.get(arrow.from);
    const to = layout.boxes.get(arrow.to);
    if (!from || !to) continue;
    const count = arrivals.get(arrow.to) ?? 0;
    arrivals.set(arrow.to, count + 1);
    const exit = layout.exits.get(arrow.id) ?? from.y + from.height / 2;
    const x = laneX(arrow, columns, lanes);
    routes.set(arrow.id, withoutRepeats(route({ from, to, exit, x, count }, layout, arrow)));
  }
  return routes;
}

function laneX({ id, from }: MapArrow, { left, width }: MapColumns, lanes: ReadonlyMap<string, number>): number {
  const start = from.startsWith('slice') ? left.slice + width.slice : left.label + width.label;
  return start + ((lanes.get(id) ?? 0) + 1) * mapLengths.laneGap;
}

interface Way {
  readonly from: Rectangle;
  readonly to: Rectangle;
  readonly exit: number;
  readonly x: number;
  /** How many have arrived at the box before. */
  readonly count: number;
}

function route({ from, to, exit, x, count }: Way, layout: MapLayout, arrow: MapArrow): Point[] {
  const start = [
    { x: from.x + from.width, y: exit },
    { x, y: exit },
  ];
  const column = layout.columnOf.get(arrow.to) ?? 0;
  if (column === 0) {
    const y = arrival(to, exit, count);
    return [...start, { x, y }, { x: to.x, y }];
  }
  // Over the row, and down to the Pod.
  const level = (layout.gapAbove.get(arrow.to) ?? to.y) + ((count % 3) - 1) * 3;
  const end = to.x + Math.min(to.width - cornerPx, 2 * cornerPx + count * arrivalGapPx);
  return [...start, { x, y: level }, { x: end, y: level }, { x: end, y: to.y }];
}

/** Straight on where that meets the box, the first time; else near its middle, each below the one before. */
function arrival({ y, height }: Rectangle, exit: number, count: number): number {
  const [least, most] = [y + Math.min(cornerPx, height / 2), y + height - Math.min(cornerPx, height / 2)];
  if (count === 0) return Math.min(most, Math.max(least, exit));
  return Math.min(
    most,
    Math.max(least, y + height / 2 + Math.ceil(count / 2) * arrivalGapPx * (count % 2 === 0 ? -1 : 1)),
  );
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter(({ x, y }, index) => index === 0 || x !== points[index - 1]?.x || y !== points[index - 1]?.y);
}
