import type { HorizontalPodAutoscaler } from '../../../src/api/generated/objects.ts';
import type { TraceChange, TraceEnd } from './story.ts';

/** What a HorizontalPodAutoscaler told, without times and Pods' names. */
export interface AutoscalerStory {
  /** Sizes, measurements and conditions, each status that differs from the one before. */
  readonly statuses: readonly string[];
  readonly events: readonly string[];
  /** The status in the end. */
  readonly last: readonly unknown[];
}

/** Undefined for a run without autoscalers. */
export function autoscalerStoryOf(changes: readonly TraceChange[], end: TraceEnd): AutoscalerStory | undefined {
  const own = changes.filter(({ kind, type }) => kind === 'HorizontalPodAutoscaler' && type !== 'DELETED');
  if (own.length === 0) return undefined;
  const statuses: string[] = [];
  for (const { status, conditions = [] } of own) {
    const text = statusText({ ...(status as HorizontalPodAutoscaler['status'] & object), conditions: [...conditions] });
    if (statuses.at(-1) !== text) statuses.push(text);
  }
  const events = changes.filter(
    ({ kind, type, object }) => kind === 'Event' && type !== 'DELETED' && object?.startsWith('HorizontalPodAutoscaler/'),
  );
  return {
    statuses,
    events: events.map(({ eventType, reason, message = '' }) => nameless(`${eventType} ${reason}: ${message}`)),
    last: (end.HorizontalPodAutoscaler ?? []).map(({ status }) => status && statusText(status)),
  };
}

function statusText(status: NonNullable<HorizontalPodAutoscaler['status']>): string {
  const { conditions = [], lastScaleTime, ...sizes } = status;
  const said = conditions.map(({ type, status: value, reason, message }) => `${type} ${value} ${reason}: ${message}`);
  const shown = Object.entries(sizes)
    .map(([key, value]) => `${key} ${JSON.stringify(value, inOrder)}`)
    .sort();
  return nameless([...shown, ...(lastScaleTime ? ['has scaled'] : []), ...said].join(', '));
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameless(text: string): string {
  return text.replace(/of Pod [a-z0-9-]+/g, 'of a Pod');
}
