import type { Event } from '../../../api/generated/objects.ts';
import { ageText } from '../tableLayout.ts';

/** An Event's row, in the order of its columns. */
export function eventCells(event: Event, nowMs: number): (string | number)[] {
  const { involvedObject, series } = event;
  const first = ageText(event.firstTimestamp ?? event.eventTime, nowMs);
  const last = event.lastTimestamp === undefined ? first : ageText(event.lastTimestamp, nowMs);
  const kind = (involvedObject?.kind ?? '').toLowerCase();
  return [
    series ? ageText(series.lastObservedTime, nowMs) : last,
    event.type ?? '',
    event.reason ?? '',
    involvedObject?.name ? `${kind}/${involvedObject.name}` : kind,
    involvedObject?.fieldPath ?? '',
    sourceText(event),
    (event.message ?? '').trim(),
    first,
    series?.count ?? (event.count || 1),
    event.metadata?.name ?? '',
  ];
}

function sourceText(event: Event): string {
  const component = event.source?.component || event.reportingComponent || '';
  const instance = event.source?.host || event.reportingInstance || '';
  return instance === '' ? component : `${component}, ${instance}`;
}
