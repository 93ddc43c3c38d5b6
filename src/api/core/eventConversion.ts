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

function withoutMissing<T extends object>(object: object): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
