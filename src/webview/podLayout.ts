import { type Columns, columnGroups, lengths, rowsOf } from './podColumns.ts';
import { boxesIn, type GroupId, type Scene, volumesOf } from './podScene.ts';

/** A rectangle by its left upper corner, in px. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How high things are once their texts are set. */
export interface Heights {
  readonly boxes: ReadonlyMap<string, number>;
  readonly titles: ReadonlyMap<GroupId, number>;
}

/** Where everything stands. */
export interface PodLayout {
  readonly boxes: ReadonlyMap<string, Rectangle>;
  readonly groups: ReadonlyMap<GroupId, Rectangle>;
  /** Rows of containers from top to bottom, with their place from top to bottom. */
  readonly rows: readonly PlacedRow[];
  /** The level at which a volume's lines run to it, by the volume's id. */
  readonly levels: ReadonlyMap<string, number>;
  /** Where the columns' own left edge is. */
  readonly columnsLeft: number;
}

/** A row of containers. */
export interface PlacedRow {
  readonly ids: readonly string[];
  readonly top: number;
  readonly bottom: number;
}

/**
 * Puts a Pod's boxes where a reader looks for them: what starts first on top, what runs side by side in a row, volumes below.
 * The same Pod always gets the same picture, and a Pod that changes a little a picture that changes a little.
 */
export function layOut(scene: Scene, columns: Columns, heights: Heights): PodLayout {
  const { padding, rowGap, laneGap } = lengths;
  const boxes = new Map<string, Rectangle>();
  const groups = new Map<GroupId, Rectangle>();
  const rows: PlacedRow[] = [];
  const titleOf = (group: GroupId) => heights.titles.get(group) ?? 0;
  const left = 3 * padding;
  const columnsLeft = left + Math.floor((columns.contentWidth - columns.width) / 2);
  let y = padding / 2 + titleOf('pod');

  const networkTop = y;
  y += padding / 2 + titleOf('network');
  for (const group of columnGroups) {
    const own = columns.rows.get(group) ?? [];
    if (own.length === 0) continue;
    const top = y;
    y += padding / 2 + titleOf(group);
    for (const [index, ids] of own.entries()) {
      if (index > 0) y += rowGap;
      const height = Math.max(...ids.map((id) => heights.boxes.get(id) ?? 0));
      for (const [column, id] of ids.entries()) {
        const x = columnsLeft + (columns.columns[column]?.left ?? 0);
        boxes.set(id, { x, y, width: columns.boxWidth, height });
      }
      rows.push({ ids, top: y, bottom: y + height });
      y += height;
    }
    y += padding;
    groups.set(group, { x: 2 * padding, y: top, width: columns.contentWidth + 2 * padding, height: y - top });
    y += rowGap;
  }
  if (rows.length > 0) y += padding - rowGap;
  groups.set('network', {
    x: padding,
    y: networkTop,
    width: columns.contentWidth + 4 * padding,
    height: y - networkTop,
  });

  const volumes = boxesIn(scene, 'volumes').map(({ id }) => id);
  const levels = new Map<string, number>();
  if (volumes.length > 0) {
    y += laneGap;
    const mounted = new Set(scene.boxes.flatMap(({ id }) => volumesOf(scene, id)));
    for (const volume of volumes.filter((id) => mounted.has(id))) {
      levels.set(volume, y + laneGap / 2);
      y += laneGap;
    }
    y += laneGap;
    y = placeVolumes(volumes, columns, heights, { boxes, groups }, { left, top: y });
  }
  y += padding;
  groups.set('pod', { x: 0, y: 0, width: columns.contentWidth + 6 * padding, height: y });
  return { boxes, groups, rows, levels, columnsLeft };
}

/** Rows of volumes in a group; the lines to the second row and below run between those above. Returns the group's end. */
function placeVolumes(
  ids: readonly string[],
  columns: Columns,
  heights: Heights,
  placed: { readonly boxes: Map<string, Rectangle>; readonly groups: Map<GroupId, Rectangle> },
  from: { readonly left: number; readonly top: number },
): number {
  const { padding, rowGap, volumeGap } = lengths;
  const { volumeWidth } = columns;
  let y = from.top + padding / 2 + (heights.titles.get('volumes') ?? 0);
  const rows = rowsOf(ids, columns.volumesInRow);
  // All rows begin below the first, so that the gaps between volumes are above each other.
  const width = (rows[0]?.length ?? 0) * (volumeWidth + volumeGap) - volumeGap;
  const start = from.left + Math.floor((columns.contentWidth - width) / 2);
  for (const [index, row] of rows.entries()) {
    if (index > 0) y += rowGap;
    for (const [place, id] of row.entries()) {
      const x = start + place * (volumeWidth + volumeGap);
      placed.boxes.set(id, { x, y, width: volumeWidth, height: heights.boxes.get(id) ?? 0 });
    }
    y += Math.max(...row.map((id) => heights.boxes.get(id) ?? 0));
  }
  y += padding;
  placed.groups.set('volumes', {
    x: padding,
    y: from.top,
    width: columns.contentWidth + 4 * padding,
    height: y - from.top,
  });
  return y;
}
