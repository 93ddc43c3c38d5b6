import type { Event, EventsEvent } from '../generated/objects.ts';

/** An Event of `events.k8s.io/v1` as one of the core group, in which it is stored: some fields have older names. */
export function toCoreEvent(event: EventsEvent): Event {
  const {
    deprecatedCount: count,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedSource: source,
    note: message,
    regarding,
    reportingController: reportingComponent,
    ...same
  } = event;
  return withoutGaps<Event>({
    ...same,
    apiVersion: 'v1',
    metadata: event.metadata ?? {},
    involvedObject: regarding ?? {},
    count,
    firstTimestamp,
    lastTimestamp,
    source,
    message,
    reportingComponent,
  });
}

/** An Event of the core group as `events.k8s.io/v1` has it. */
export function toGroupEvent(event: Event): EventsEvent {
  const { involvedObject, message, reportingComponent, source, firstTimestamp, lastTimestamp, count, ...same } = event;
  return withoutGaps<EventsEvent>({
    ...same,
    apiVersion: 'events.k8s.io/v1',
    regarding: involvedObject,
    note: message,
    reportingController: reportingComponent,
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
  });
}

function withoutGaps<T extends object>(object: object): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
