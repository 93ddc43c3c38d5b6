import { type MapColumns, mapLengths } from './mapColumns.ts';
import { arrowsFrom, idsIn, type MapScene } from './mapScene.ts';
import type { Rectangle } from './podLayout.ts';

/** How high things are once their texts are set. */
export interface MapHeights {
  readonly boxes: ReadonlyMap<string, number>;
  /** Of an arrow's words, by the arrow's id. */
  readonly labels: ReadonlyMap<string, number>;
  /** Of the title of the group below. */
  readonly missedTitle: number;
}

/** Where everything stands. */
export interface MapLayout {
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** The group of those that are not selected, where there are any. */
  readonly missed?: Rectangle;
  /** Where an arrow with words leaves its Service, by the arrow's id: its words stand on that height. */
  readonly exits: ReadonlyMap<string, number>;
  /** The free height above each row of Pods, by the Pod's id. */
  readonly gapAbove: ReadonlyMap<string, number>;
  /** In which column of Pods a Pod stands, from 0. */
  readonly columnOf: ReadonlyMap<string, number>;
  readonly height: number;
}

/** Everything that is being placed. */
interface Growing {
  readonly scene: MapScene;
  readonly columns: MapColumns;
  readonly heights: MapHeights;
  readonly boxes: Map<string, Rectangle>;
  readonly exits: Map<string, number>;
  readonly gapAbove: Map<string, number>;
  readonly columnOf: Map<string, number>;
}

/**
 * Puts Services below each other, and beside each what it leads to; what several lead to stands with the first. The same map always
 * gets the same picture, and one that changes a little a picture that changes a little.
 */
export function layOutMap(scene: MapScene, columns: MapColumns, heights: MapHeights): MapLayout {
  const growing: Growing = {
    scene,
    columns,
    heights,
    boxes: new Map(),
    exits: new Map(),
    gapAbove: new Map(),
    columnOf: new Map(),
  };
  const { blockGap, margin } = mapLengths;
  let y: number = margin;
  for (const id of idsIn(scene, 'service')) y = placeBlock(id, y, growing) + blockGap;
  y = placeTargets(idsIn(scene, 'target'), y, growing);
  const missed = placeMissed(y, growing);
  const { boxes, exits, gapAbove, columnOf } = growing;
  const bottom = Math.max(...[...boxes.values()].map((box) => box.y + box.height), 0);
  const height = (missed ? missed.y + missed.height : bottom) + margin;
  return { boxes, ...(missed && { missed }), exits, gapAbove, columnOf, height };
}

/** A Service with its words, its EndpointSlices and what they lead to; returns where the block ends. */
function placeBlock(id: string, top: number, growing: Growing): number {
  const { scene, columns, heights, boxes, exits } = growing;
  const { rowGap } = mapLengths;
  const arrows = arrowsFrom(scene, id);
  const slots = arrows.map((arrow) => (heights.labels.get(arrow.id) ?? 0) + rowGap);
  const words = slots.reduce((sum, slot) => sum + slot, 0);
  const own = Math.max(heights.boxes.get(id) ?? 0, words);
  boxes.set(id, { x: columns.left.service, y: top, width: columns.width.service, height: own });
  let exit = top + (own - words) / 2;
  let sliceTop = top;
  let targetTop = top;
  for (const [index, arrow] of arrows.entries()) {
    const slot = slots[index] ?? 0;
    const y = exit + slot / 2;
    exits.set(arrow.id, y);
    exit += slot;
    const height = heights.boxes.get(arrow.to) ?? 0;
    if (!arrow.to.startsWith('slice')) {
      targetTop = placeTargets([arrow.to], Math.max(targetTop, y - height / 2), growing);
    } else if (!boxes.has(arrow.to)) {
      const start = Math.max(sliceTop, y - height / 2);
      boxes.set(arrow.to, { x: columns.left.slice, y: start, width: columns.width.slice, height });
      sliceTop = start + height + rowGap;
      const targets = arrowsFrom(scene, arrow.to).map(({ to }) => to);
      targetTop = placeTargets(targets, Math.max(targetTop, y - rowsHeight(targets, growing) / 2), growing);
    }
  }
  return Math.max(top + own, sliceTop - rowGap, targetTop - rowGap);
}

/** How high the rows of those are that have no place yet. */
function rowsHeight(ids: readonly string[], { boxes, columns, heights }: Growing): number {
  const { rowGap } = mapLengths;
  const rows = rowsOf(
    ids.filter((id) => !boxes.has(id)),
    columns.targetColumns,
  );
  const sum = rows.reduce((height, row) => height + highest(row, heights) + rowGap, 0);
  return Math.max(0, sum - rowGap);
}

function rowsOf(ids: readonly string[], inRow: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / inRow) }, (_, row) => ids.slice(row * inRow, (row + 1) * inRow));
}

function highest(row: readonly string[], { boxes }: MapHeights): number {
  return Math.max(...row.map((id) => boxes.get(id) ?? 0));
}

/** Rows of those that have no place yet; returns where the next row would begin. */
function placeTargets(ids: readonly string[], top: number, growing: Growing): number {
  const { columns, heights, boxes, gapAbove, columnOf } = growing;
  const { columnGap, rowGap } = mapLengths;
  const fresh = ids.filter((id) => !boxes.has(id));
  let y = top;
  for (const row of rowsOf(fresh, columns.targetColumns)) {
    const height = highest(row, heights);
    for (const [column, id] of row.entries()) {
      const x = columns.left.target + column * (columns.width.target + columnGap);
      boxes.set(id, { x, y, width: columns.width.target, height });
      gapAbove.set(id, y - rowGap / 2);
      columnOf.set(id, column);
    }
    y += height + rowGap;
  }
  return y;
}

/** As many beside each other as fit. */
function placeMissed(top: number, { scene, columns, heights, boxes }: Growing): Rectangle | undefined {
  const ids = idsIn(scene, 'missed');
  if (ids.length === 0) return undefined;
  const { margin, columnGap, rowGap, blockGap } = mapLengths;
  const ends = [...boxes.values()].map((box) => box.y + box.height);
  const y = Math.max(top - blockGap, ...ends) + blockGap;
  const width = columns.total - 2 * margin;
  const { inRow, width: boxWidth } = columns.missed;
  let rowTop = y + heights.missedTitle + margin / 2;
  for (const row of rowsOf(ids, inRow)) {
    const height = highest(row, heights);
    for (const [column, id] of row.entries()) {
      boxes.set(id, { x: 2 * margin + column * (boxWidth + columnGap), y: rowTop, width: boxWidth, height });
    }
    rowTop += height + rowGap;
  }
  return { x: margin, y, width, height: rowTop - rowGap + margin - y };
}
