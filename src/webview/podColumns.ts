import { boxesIn, type GroupId, type Scene, volumesOf } from './podScene.ts';

/** Lengths of the picture in px. */
export const lengths = {
  /** Between a group's border and what stands in it. */
  padding: 12,
  /** Between rows, with room for an arrow. */
  rowGap: 22,
  /** From a box to its first lane, and between lanes. */
  laneGap: 8,
  /** From a box's right edge to an arrow that leaves it below. */
  arrowInset: 42,
  /** Between volumes. */
  volumeGap: 12,
} as const;

const narrowestBox = 168;
const widestBox = 260;
const mostColumns = 4;
const narrowestVolume = 108;
const widestVolume = 160;

/** The containers' groups, from top to bottom: their boxes stand in the same columns. */
export const columnGroups: readonly GroupId[] = ['before', 'together'];

/** A column of boxes, with the channel to its right in which lines run down to the volumes. */
export interface Column {
  readonly left: number;
  /** Left edge of each volume's lane, by the volume's id. */
  readonly lanes: ReadonlyMap<string, number>;
}

/** Where boxes may stand, known before their heights are. Measured from the content's left edge. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly boxWidth: number;
  /** From the first box to the end of the last channel. */
  readonly width: number;
  /** How many volumes stand in a row, and how wide they are. */
  readonly volumesInRow: number;
  readonly volumeWidth: number;
  /** What the rows of boxes or of volumes need, whichever is more. */
  readonly contentWidth: number;
  /** How wide the title of the group below can be: lines from above pass it. */
  readonly lowerTitleWidth: number;
  /** The boxes of each group, row by row. */
  readonly rows: ReadonlyMap<GroupId, readonly (readonly string[])[]>;
}

/** Chooses as many columns as fit into a width, at least one. Boxes take what is left of the width, within limits. */
export function chooseColumns(scene: Scene, widthPx: number): Columns {
  const room = widthPx - 6 * lengths.padding;
  const most = Math.max(1, ...columnGroups.map((group) => boxesIn(scene, group).length));
  for (let count = Math.min(mostColumns, most); ; count -= 1) {
    const columns = columnsOf(scene, count, room);
    if (count === 1 || columns.width <= room) return columns;
  }
}

function columnsOf(scene: Scene, count: number, room: number): Columns {
  const rows = new Map(
    columnGroups.map((group) => [
      group,
      rowsOf(
        boxesIn(scene, group).map(({ id }) => id),
        count,
      ),
    ]),
  );
  const used = Math.max(1, ...[...rows.values()].flat().map((row) => row.length));
  const mounted = Array.from({ length: used }, (_, column) =>
    mountedIn(
      scene,
      [...rows.values()].flat().flatMap((row) => row[column] ?? []),
    ),
  );
  const channels = mounted.map((volumes) => lengths.laneGap * (volumes.length + 2));
  const inChannels = channels.reduce((sum, width) => sum + width, 0);
  const boxWidth = Math.min(widestBox, Math.max(narrowestBox, Math.floor((room - inChannels) / used)));
  let left = 0;
  const columns = mounted.map((volumes, index): Column => {
    const start = left;
    left += boxWidth + (channels[index] ?? 0);
    const lanes = new Map(
      volumes.map((volume, lane) => [volume, start + boxWidth + lengths.laneGap * (lane + 1.5)] as const),
    );
    return { left: start, lanes };
  });
  const volumesInRow = volumesInWidth(boxesIn(scene, 'volumes').length, Math.max(room, left));
  const contentWidth = Math.max(left, volumesInRow * (narrowestVolume + lengths.volumeGap) - lengths.volumeGap);
  const volumeWidth = Math.floor((contentWidth + lengths.volumeGap) / volumesInRow) - lengths.volumeGap;
  const passed = boxesIn(scene, 'before').some(({ id }) => volumesOf(scene, id).length > 0);
  const crossed = scene.links.some(({ from, to }) => crosses(scene, from, to));
  const lowerTitleWidth = crossed ? boxWidth - lengths.arrowInset - lengths.laneGap : passed ? boxWidth : contentWidth;
  return {
    columns,
    boxWidth,
    width: left,
    volumesInRow,
    volumeWidth: Math.min(widestVolume, volumeWidth),
    contentWidth,
    lowerTitleWidth,
    rows,
  };
}

/** How many of some volumes stand in a row of a width. */
function volumesInWidth(count: number, width: number): number {
  const fitting = Math.floor((width + lengths.volumeGap) / (narrowestVolume + lengths.volumeGap));
  return Math.max(1, Math.min(count, fitting));
}

/** Whether an arrow runs between boxes of the two groups. */
function crosses(scene: Scene, from: string, to: string): boolean {
  const groups = [groupOf(scene, from), groupOf(scene, to)];
  return groups.includes('before') && groups.includes('together');
}

function groupOf({ boxes }: Scene, id: string): GroupId | undefined {
  return boxes.find((box) => box.id === id)?.group;
}

/** Rows of nearly the same length. */
export function rowsOf(ids: readonly string[], most: number): string[][] {
  const count = Math.ceil(ids.length / most);
  const perRow = Math.ceil(ids.length / Math.max(1, count));
  return Array.from({ length: count }, (_, row) => ids.slice(row * perRow, (row + 1) * perRow));
}

/** The volumes that are mounted by some of these boxes, in the volumes' own order. */
function mountedIn(scene: Scene, ids: readonly string[]): string[] {
  const mounted = new Set(ids.flatMap((id) => volumesOf(scene, id)));
  return boxesIn(scene, 'volumes').flatMap(({ id }) => (mounted.has(id) ? [id] : []));
}
