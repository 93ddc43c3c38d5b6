import type { ChartRow, ChartTable } from './autoscalerChart.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import { timeText } from './chartTime.ts';
import type { Moment } from './moment.ts';
import { achievedAt, ownLoads } from './ownLoads.ts';

/** More rows than this nobody reads. */
const rowLimit = 60;

/** The chart as a table, the newest on top; looks in a row that saw and did the same are one. */
export function chartTable(sight: AutoscalerSight, moments: readonly Moment[]): ChartTable {
  const { startMs } = sight;
  const loads = ownLoads(sight);
  const names = [...new Set(moments.flatMap(({ metrics }) => metrics.map(({ name }) => name)))].slice(-3);
  const hasSizes = moments.some(({ current }) => current !== undefined);
  const columns = [
    'Time',
    ...(loads.length > 0 ? ['Requests answered per second'] : []),
    ...names.map((name) => `${name || 'metric'}: seen, target`),
    'Desired',
    ...(hasSizes ? ['Current', 'Ready'] : []),
    'What came of it',
  ];
  const cellsOf = (moment: Moment): string[] => [
    ...(loads.length > 0 ? [rounded(achievedAt(loads, moment.timeMs - (startMs ?? 0)))] : []),
    ...names.map((name) => metricText(moment, name)),
    sizeText(moment.desired),
    ...(hasSizes ? [sizeText(moment.current), sizeText(moment.ready)] : []),
    moment.isLook || moment.said !== '' ? moment.said : 'Now.',
  ];
  const groups = groupsOf(moments, cellsOf);
  const rows = groups.slice(0, rowLimit).map(({ first, last, count, cells }): ChartRow => {
    const until = timeText(last.timeMs, startMs);
    const time = count === 1 ? until : `${timeText(first.timeMs, startMs)} to ${until} (${count} looks)`;
    return { ...(last.isLook && { timeMs: last.timeMs }), cells: [time, ...cells] };
  });
  return { columns, rows, left: Math.max(0, groups.length - rowLimit) };
}

interface Group {
  first: Moment;
  readonly last: Moment;
  count: number;
  readonly cells: readonly string[];
}

function groupsOf(moments: readonly Moment[], cellsOf: (moment: Moment) => string[]): Group[] {
  const groups: Group[] = [];
  let key: string | undefined;
  for (const moment of moments.toReversed()) {
    const cells = cellsOf(moment);
    const own = JSON.stringify([moment.isLook, cells]);
    const group = groups.at(-1);
    if (group && own === key) {
      group.first = moment;
      group.count += 1;
    } else groups.push({ first: moment, last: moment, count: 1, cells });
    key = own;
  }
  return groups;
}

function metricText({ metrics }: Moment, name: string): string {
  const metric = metrics.find((one) => one.name === name);
  if (!metric) return '';
  return `${metric.seen || 'unknown'}, ${metric.target}`;
}

function rounded(rate: number): string {
  return String(Math.round(rate * 10) / 10);
}

function sizeText(size: number | undefined): string {
  return size === undefined ? '' : String(size);
}
