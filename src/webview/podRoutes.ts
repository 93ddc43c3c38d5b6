import { type Columns, lengths } from './podColumns.ts';
import type { PodLayout, Rectangle } from './podLayout.ts';
import { boxesIn, type Scene, type SceneLink, volumesOf } from './podScene.ts';

/** A corner of a line, in px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far from a box's corner lines leave it. */
const cornerPx = 14;
const exitGapPx = 9;
/** Between lines that run down between volumes. */
const laneInGapPx = 4;

/** The corners of each link, by its id. Lines run in the channels beside the boxes, never across one. */
export function routesOf(scene: Scene, columns: Columns, layout: PodLayout): ReadonlyMap<string, readonly Point[]> {
  const routes = new Map<string, readonly Point[]>();
  for (const link of scene.links) {
    const route = layout.levels.has(link.to)
      ? mountRoute(link, scene, columns, layout)
      : startRoute(link, columns, layout);
    if (route) routes.set(link.id, withoutRepeats(route));
  }
  return routes;
}

/** From a container's side down its channel to the volume's level, and to the volume: from above, or in a later row from its side. */
function mountRoute(link: SceneLink, scene: Scene, columns: Columns, layout: PodLayout): Point[] | undefined {
  const from = layout.boxes.get(link.from);
  const to = layout.boxes.get(link.to);
  const level = layout.levels.get(link.to);
  const column = columns.columns[columnOf(link.from, layout)];
  const lane = column?.lanes.get(link.to);
  if (!from || !to || level === undefined || lane === undefined) return undefined;
  const own = volumesOf(scene, link.from);
  const fromEnd = own.length - 1 - own.indexOf(link.to);
  const exit = Math.max(from.y + cornerPx, from.y + from.height - cornerPx - fromEnd * exitGapPx);
  const x = layout.columnsLeft + lane;
  const start = [
    { x: from.x + from.width, y: exit },
    { x, y: exit },
    { x, y: level },
  ];
  const row = volumeRow(to, scene, layout);
  const middle = to.x + to.width / 2;
  if (row === 0) return [...start, { x: middle, y: level }, { x: middle, y: to.y }];
  const beside = to.x - (row % 3) * laneInGapPx - laneInGapPx / 2;
  const side = to.y + to.height / 2;
  return [...start, { x: beside, y: level }, { x: beside, y: side }, { x: to.x, y: side }];
}

function volumeRow({ y }: Rectangle, scene: Scene, layout: PodLayout): number {
  const tops = boxesIn(scene, 'volumes').map(({ id }) => layout.boxes.get(id)?.y ?? 0);
  return [...new Set(tops)].sort((a, b) => a - b).indexOf(y);
}

/** From what starts to what starts after it: across to the next in a row, else through the gap between rows. */
function startRoute({ from, to }: SceneLink, columns: Columns, layout: PodLayout): Point[] | undefined {
  const source = layout.boxes.get(from);
  if (!source) return undefined;
  const below = layout.groups.get(to as 'together');
  if (below) {
    const x = source.x + source.width - lengths.arrowInset;
    return [
      { x, y: source.y + source.height },
      { x, y: below.y },
    ];
  }
  const target = layout.boxes.get(to);
  if (!target) return undefined;
  const [sourceRow, targetRow] = [rowOf(from, layout), rowOf(to, layout)];
  if (sourceRow === targetRow && target.x > source.x) {
    const y = source.y + cornerPx;
    return [
      { x: source.x + source.width, y },
      { x: target.x, y },
    ];
  }
  if (sourceRow < targetRow) return downwards(source, target, sourceRow, targetRow, { from, columns, layout });
  return upwards(source, target, sourceRow, targetRow, { from, columns, layout });
}

interface Way {
  readonly from: string;
  readonly columns: Columns;
  readonly layout: PodLayout;
}

function downwards(source: Rectangle, target: Rectangle, sourceRow: number, targetRow: number, way: Way): Point[] {
  const start = source.x + source.width - lengths.arrowInset;
  const end = target.x + target.width - lengths.arrowInset;
  const first = bottomOf(sourceRow, way.layout) + lengths.rowGap / 2;
  const last = topOf(targetRow, way.layout) - lengths.rowGap / 2;
  const turns =
    targetRow === sourceRow + 1
      ? [
          { x: start, y: first },
          { x: end, y: first },
        ]
      : around(start, end, first, last, way);
  return [{ x: start, y: source.y + source.height }, ...turns, { x: end, y: target.y }];
}

/** A sidecar that stands before an init container in the list is below it in the picture. */
function upwards(source: Rectangle, target: Rectangle, sourceRow: number, targetRow: number, way: Way): Point[] {
  const start = source.x + source.width - cornerPx;
  const end = target.x + target.width - cornerPx;
  const first = topOf(sourceRow, way.layout) - lengths.rowGap / 3;
  const last = bottomOf(targetRow, way.layout) + lengths.rowGap / 3;
  const turns =
    targetRow === sourceRow - 1
      ? [
          { x: start, y: last },
          { x: end, y: last },
        ]
      : around(start, end, first, last, way);
  return [{ x: start, y: source.y }, ...turns, { x: end, y: target.y + target.height }];
}

/** Past rows in between, in the channel beside the source. */
function around(start: number, end: number, first: number, last: number, { from, columns, layout }: Way): Point[] {
  const column = columns.columns[columnOf(from, layout)];
  const x = layout.columnsLeft + (column?.left ?? 0) + columns.boxWidth + lengths.laneGap / 2;
  return [
    { x: start, y: first },
    { x, y: first },
    { x, y: last },
    { x: end, y: last },
  ];
}

function rowOf(id: string, { rows }: PodLayout): number {
  return rows.findIndex(({ ids }) => ids.includes(id));
}

function columnOf(id: string, { rows }: PodLayout): number {
  return Math.max(0, ...rows.map(({ ids }) => ids.indexOf(id)));
}

function topOf(row: number, { rows }: PodLayout): number {
  return rows[row]?.top ?? 0;
}

function bottomOf(row: number, { rows }: PodLayout): number {
  return rows[row]?.bottom ?? 0;
}

function withoutRepeats(points: readonly Point[]): Point[] {
  return points.filter(({ x, y }, index) => index === 0 || x !== points[index - 1]?.x || y !== points[index - 1]?.y);
}
