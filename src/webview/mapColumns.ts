import { idsIn, type MapScene } from './mapScene.ts';

/** Lengths of a map in px. */
export const mapLengths = {
  /** Around the whole picture, and in the group below. */
  margin: 10,
  /** Between boxes of a column, with room for a line. */
  rowGap: 14,
  /** Between Services, and above the group below. */
  blockGap: 22,
  /** Between lanes in which lines run up and down. */
  laneGap: 8,
  /** For the point of an arrow. */
  arrowRoom: 14,
  /** Between Pods in a row. */
  columnGap: 16,
} as const;

/** The narrowest and the widest that things may be. */
const limits = {
  service: [130, 230],
  slice: [114, 190],
  target: [126, 220],
  label: [86, 160],
} as const;
const mostColumns = 3;

/** Where columns stand and how wide things are, known before their heights. */
export interface MapColumns {
  readonly width: { readonly service: number; readonly slice: number; readonly target: number; readonly label: number };
  /** How many Pods stand beside each other. */
  readonly targetColumns: number;
  readonly left: { readonly service: number; readonly label: number; readonly slice: number; readonly target: number };
  /** Of those that are not selected, how many stand in a row, and how wide each is. */
  readonly missed: { readonly inRow: number; readonly width: number };
  /** From the left edge of the picture to its right edge. */
  readonly total: number;
}

/** How many lanes a channel needs. */
export interface LaneCounts {
  /** Behind the labels. */
  readonly first: number;
  /** Behind the EndpointSlices; 0 where there are none. */
  readonly second: number;
}

/** Fits the columns into a width; below the least that they need the picture is wider than its room. */
export function chooseMapColumns(scene: MapScene, lanes: LaneCounts, widthPx: number): MapColumns {
  const hasSlices = idsIn(scene, 'slice').length > 0;
  const { margin, columnGap, arrowRoom, laneGap } = mapLengths;
  const firstChannel = (lanes.first + 1) * laneGap + arrowRoom;
  const secondChannel = hasSlices ? (lanes.second + 1) * laneGap + arrowRoom : 0;
  const fixed = 2 * margin + laneGap + firstChannel + secondChannel;
  const sum = (index: 0 | 1) =>
    limits.service[index] + limits.label[index] + (hasSlices ? limits.slice[index] : 0) + limits.target[index];
  const room = widthPx - fixed;
  // Below each other as long as they are few, and only beside each other where nothing gets narrow by it.
  const most = Math.min(mostColumns, Math.max(1, Math.ceil(idsIn(scene, 'target').length / 2)));
  const usual = (sum(0) + sum(1)) / 2;
  const fitting = 1 + Math.floor((room - usual) / ((limits.target[0] + limits.target[1]) / 2 + columnGap));
  const targetColumns = Math.max(1, Math.min(most, fitting));
  const more = (targetColumns - 1) * (limits.target[0] + columnGap);
  // What is left of the width is shared out evenly, up to the widest.
  const spare = sum(1) - sum(0) + (targetColumns - 1) * (limits.target[1] - limits.target[0]);
  const part = Math.min(1, Math.max(0, (room - sum(0) - more) / spare));
  const between = ([least, widest]: readonly [number, number]) => Math.floor(least + part * (widest - least));
  const width = {
    service: between(limits.service),
    slice: between(limits.slice),
    target: between(limits.target),
    label: between(limits.label),
  };
  const label = margin + width.service + laneGap;
  const slice = label + width.label + firstChannel;
  const target = hasSlices ? slice + width.slice + secondChannel : slice;
  const total = target + targetColumns * (width.target + columnGap) - columnGap + margin;
  return {
    width,
    targetColumns,
    left: { service: margin, label, slice, target },
    missed: missedRow(idsIn(scene, 'missed').length, total),
    total,
  };
}

/** As many beside each other as fit, as wide as they can be. */
function missedRow(count: number, total: number): MapColumns['missed'] {
  const { margin, columnGap } = mapLengths;
  const room = total - 4 * margin + columnGap;
  const inRow = Math.max(1, Math.min(count, Math.floor(room / (limits.target[0] + columnGap))));
  return { inRow, width: Math.min(widestMissed, Math.floor(room / inRow) - columnGap) };
}

const widestMissed = 320;
