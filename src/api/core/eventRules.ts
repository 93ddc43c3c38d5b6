import type { FieldError } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { Event, EventsEvent } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { byteLength, dnsSubdomain, qualifiedName } from '../names.ts';
import { toCoreEvent } from './eventConversion.ts';
import { unchanged, validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of Events of the core group. */
export const eventRules: KindRules<Event> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => [...validateBoth(object), ...validateMetadata(object, 'namespaced', dnsSubdomain)],
  validateUpdate: (object, old) => [...validateBoth(object), ...validateMetadataUpdate(object, old)],
};

/** The same in their own group, which is stricter. */
export const eventsEventRules: KindRules<EventsEvent> = {
  applyDefaults: (object) => object,
  validateCreate(object) {
    const event = toCoreEvent(object);
    return [
      ...validateBoth(event),
      ...validateMetadata(event, 'namespaced', dnsSubdomain),
      ...validateSeries(event),
      ...validateStrictly(event),
    ];
  },
  validateUpdate(object, old) {
    const [event, before] = [toCoreEvent(object), toCoreEvent(old)];
    return [
      ...validateBoth(event),
      ...validateMetadataUpdate(event, before),
      ...validateSeries(event),
      ...frozen.flatMap((field) => unchanged(event[field], before[field], [internalNames[field] ?? field])),
    ];
  },
};

const frozen = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingComponent',
  'reportingInstance',
] as const;
const internalNames: Readonly<Record<string, string>> = { reportingComponent: 'reportingController' };

const maxTextBytes = 128;
const maxMessageBytes = 1024;

function validateBoth(event: Event): FieldError[] {
  const { involvedObject, metadata, eventTime } = event;
  const namespace = metadata?.namespace ?? '';
  const involved = involvedObject?.namespace ?? '';
  const path = ['involvedObject', 'namespace'];
  const mismatch = [invalidValue(path, involved, 'does not match event.namespace')];
  const anywhere = ['', 'default', ...(eventTime ? ['kube-system'] : [])];
  const errors = (involved === '' ? anywhere.includes(namespace) : eventTime || involved === namespace) ? [] : mismatch;
  return eventTime ? [...errors, ...validateNewFields(event)] : errors;
}

/** Events with a time of their own must say who reports what. */
function validateNewFields(event: Event): FieldError[] {
  const { reportingComponent: controller = '', reportingInstance: instance = '', action = '', reason = '' } = event;
  const errors: FieldError[] = [];
  if (controller === '') errors.push(required(['reportingController']));
  for (const text of qualifiedName(controller)) errors.push(invalidValue(['reportingController'], controller, text));
  for (const [field, text] of Object.entries({ reportingInstance: instance, action, reason })) {
    if (text === '') errors.push(required([field]));
    if (byteLength(text) > maxTextBytes)
      errors.push(invalidValue([field], '', `can have at most ${maxTextBytes} characters`));
  }
  if (byteLength(event.message ?? '') > maxMessageBytes)
    errors.push(invalidValue(['message'], '', `can have at most ${maxMessageBytes} characters`));
  return errors;
}

function validateSeries({ series }: Event): FieldError[] {
  if (!series) return [];
  return [
    ...((series.count ?? 0) < 2 ? [invalidValue(['series.count'], '', 'should be at least 2')] : []),
    ...(series.lastObservedTime ? [] : [required(['series.lastObservedTime'])]),
  ];
}

function validateStrictly(event: Event): FieldError[] {
  const { type = '', source, eventTime } = event;
  const errors: FieldError[] = [];
  if (!eventTime) errors.push(required(['eventTime']));
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalidValue(['type'], '', `has invalid value: ${type}`));
  for (const field of ['firstTimestamp', 'lastTimestamp', 'count'] as const)
    if (event[field]) errors.push(invalidValue([field], '', 'needs to be unset'));
  if (source?.component || source?.host) errors.push(invalidValue(['source'], '', 'needs to be unset'));
  return errors;
}
