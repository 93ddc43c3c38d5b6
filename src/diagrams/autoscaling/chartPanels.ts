import type { LoadSeries } from '../../api/load.ts';
import { textOf } from '../looseValues.ts';
import { clip } from '../mermaid.ts';
import type { ChartLine, ChartPanel } from './autoscalerChart.ts';
import type { AutoscalerSight } from './autoscalerSight.ts';
import { chartSeconds } from './chartTime.ts';
import { count, type Moment } from './moment.ts';
import { ownLoads } from './ownLoads.ts';

/** More panels of metrics than this nobody can tell apart. */
const metricLimit = 3;
const nameLength = 60;

/** The panels of a chart, from above: the load, what each metric saw, the replicas. */
export function panelsOf(sight: AutoscalerSight, moments: readonly Moment[]): ChartPanel[] {
  return [...ownLoads(sight).map(loadPanel), ...metricPanels(sight, moments), ...replicaPanel(sight, moments)].filter(
    ({ times, lines }) => times.length > 0 && lines.length > 0,
  );
}

/** Times of loads count from the cluster's start, as the chart's do where there are loads. */
function loadPanel({ url, points, endedAtMs }: LoadSeries): ChartPanel {
  const end = endedAtMs === undefined ? [] : [{ atMs: endedAtMs, offered: 0, achieved: 0 }];
  const known = [...points, ...end].filter(({ atMs }) => Number.isFinite(atMs)).sort((a, b) => a.atMs - b.atMs);
  return {
    title: `Load: requests per second to ${clip(textOf(url), nameLength)}`,
    unit: 'perSecond',
    times: known.map(({ atMs }) => chartSeconds(atMs)),
    lines: [
      { name: 'offered', role: 'offered', values: known.map(({ offered }) => count(offered) ?? null) },
      { name: 'answered', role: 'load', values: known.map(({ achieved }) => count(achieved) ?? null) },
    ],
  };
}

function metricPanels({ startMs }: AutoscalerSight, moments: readonly Moment[]): ChartPanel[] {
  const asked = moments.filter(({ metrics }) => metrics.length > 0);
  const newest = asked.at(-1)?.metrics ?? [];
  return newest.slice(0, metricLimit).map(({ name, unit }, place) => {
    const at = asked.map(({ metrics }) => metrics.find((one) => one.name === name && one.unit === unit));
    const request: ChartLine = { name: 'request', role: 'request', values: at.map((one) => (one ? 100 : null)) };
    const isOfRequest = unit === 'percent';
    return {
      title: clip(name, nameLength) || `metric ${place + 1}`,
      unit,
      times: asked.map(({ timeMs }) => chartSeconds(timeMs, startMs)),
      lines: [
        { name: 'seen', role: 'seen', values: at.map((one) => one?.seenAmount ?? null) },
        { name: 'target', role: 'target', values: at.map((one) => one?.targetAmount ?? null) },
        ...(isOfRequest ? [request] : []),
      ],
    };
  });
}

function replicaPanel({ hpa, records, startMs }: AutoscalerSight, moments: readonly Moment[]): ChartPanel[] {
  const sized = moments.filter(({ desired, current }) => desired !== undefined || current !== undefined);
  const times = sized.map(({ timeMs }) => chartSeconds(timeMs, startMs));
  const line = (name: string, role: ChartLine['role'], of: (moment: Moment) => number | undefined): ChartLine[] => {
    const values = sized.map((moment) => count(of(moment)) ?? null);
    return values.some((value) => value !== null) ? [{ name, role, values }] : [];
  };
  const last = records?.at(-1);
  const least = last?.minReplicas ?? count(hpa.spec?.minReplicas) ?? 1;
  const most = last?.maxReplicas ?? count(hpa.spec?.maxReplicas);
  const lines = [
    ...line('desired', 'desired', ({ desired }) => desired),
    ...line('current', 'current', ({ current }) => current),
    ...line('ready', 'ready', ({ ready }) => ready),
  ];
  if (lines.length === 0) return [];
  const bounds = [...line('minReplicas', 'bound', () => least), ...line('maxReplicas', 'bound', () => most)];
  return [{ title: 'Replicas', unit: 'replicas', times, lines: [...lines, ...bounds] }];
}
