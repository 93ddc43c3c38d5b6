import type { HpaRecord } from '../../api/autoscaling/hpaRecord.ts';
import type { OutlineItem } from '../outlineItem.ts';
import type { AutoscalerChart, ChartTable } from './autoscalerChart.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import { calculation, questionOf } from './calculation.ts';
import { panelsOf } from './chartPanels.ts';
import { chartTable } from './chartTable.ts';
import { chartSeconds, timeText } from './chartTime.ts';
import { momentsOf } from './moments.ts';
import { statusReading } from './statusReading.ts';

/** An autoscaler over time, as a chart and as a table, and one of its looks as a calculation. */
export interface AutoscalerDiagram {
  readonly chart: AutoscalerChart;
  readonly table: ChartTable;
  readonly calculation: Calculation;
}

/** One look, explained; what the status says where there is none. */
export interface Calculation {
  /** `At 00:05:15: why 4?` */
  readonly title: string;
  readonly outline: readonly OutlineItem[];
  /** The looks before and after it, where there are some, in milliseconds since 1970. */
  readonly earlierMs?: number;
  readonly laterMs?: number;
}

/** Which look to explain: the newest, the one nearest to a time, or the last that came to so many replicas. */
export type ChosenLook = { readonly timeMs?: number; readonly replicas?: number };

/** Draws an autoscaler. Where no look came to that size, the newest is explained. */
export function autoscalerDiagram(sight: AutoscalerSight, chosen: ChosenLook = {}): AutoscalerDiagram {
  const { records = [], startMs } = sight;
  const moments = momentsOf(sight);
  const place = placeOf(records, chosen);
  const record = records[place];
  const seconds = moments.map(({ timeMs }) => chartSeconds(timeMs, startMs));
  const fromSeconds = seconds[0] ?? 0;
  return {
    chart: {
      clock: startMs === undefined ? 'utc' : 'elapsed',
      originMs: startMs ?? 0,
      fromSeconds,
      toSeconds: Math.max(seconds.at(-1) ?? 0, fromSeconds + leastSeconds),
      ...(record && { chosenSeconds: chartSeconds(record.timeMs, startMs) }),
      panels: panelsOf(sight, moments),
    },
    table: chartTable(sight, moments),
    calculation: record ? explained(records, place, startMs) : unexplained(sight),
  };
}

/** A chart is never narrower. */
const leastSeconds = 60;

function placeOf(records: readonly HpaRecord[], { timeMs, replicas }: ChosenLook): number {
  const newest = records.length - 1;
  if (timeMs !== undefined) return nearest(records, timeMs);
  if (replicas === undefined) return newest;
  const found = records.findLastIndex((record) => record.outcome === 'scaled' && record.replicas === replicas);
  return found < 0 ? newest : found;
}

function nearest(records: readonly HpaRecord[], timeMs: number): number {
  let best = records.length - 1;
  const distance = (place: number) => Math.abs((records[place]?.timeMs ?? Number.NaN) - timeMs);
  for (const place of records.keys()) if (distance(place) < distance(best)) best = place;
  return best;
}

function explained(records: readonly HpaRecord[], place: number, startMs: number | undefined): Calculation {
  const record = records[place] as HpaRecord;
  const earlier = records[place - 1]?.timeMs;
  const later = records[place + 1]?.timeMs;
  return {
    title: `At ${timeText(record.timeMs, startMs)}: ${questionOf(record)}`,
    outline: calculation(record, startMs),
    ...(earlier !== undefined && { earlierMs: earlier }),
    ...(later !== undefined && { laterMs: later }),
  };
}

function unexplained(sight: AutoscalerSight): Calculation {
  return { title: 'As its status says', outline: statusReading(sight) };
}
