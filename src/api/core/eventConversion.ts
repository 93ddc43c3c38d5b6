import type { Event, EventsEvent } from '../generated/objects.ts';

/** An Event of `events.k8s.io/v1` as one of the core group, in which it is stored. */
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
  return withoutMissing<Event>({
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

/** A stored Event as a client of `events.k8s.io/v1` sees it. */
export function toEventsEvent(event: Event): EventsEvent {
  const {
    count: deprecatedCount,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    source: deprecatedSource,
    message: note,
    involvedObject: regarding,
    reportingComponent: reportingController,
    ...same
  } = event;
  return withoutMissing<EventsEvent>({
    ...same,
    apiVersion: 'events.k8s.io/v1',
    eventTime: event.eventTime as string,
    regarding,
    deprecatedCount,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedSource,
    note,
    reportingController,
  });
}

function withoutMissing<T extends object>(object: object): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
