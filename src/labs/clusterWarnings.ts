import type { Event } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { parseTime } from '../api/time.ts';
import { sortedEvents } from '../kubectl/eventText.ts';
import type { CheckContext } from './checkContext.ts';
import type { Check } from './lab.ts';
import { findPod } from './podReference.ts';

/** Older warnings are history, in virtual time. */
const freshMs = 60_000;

/** A warning of the cluster about a Pod that checks look at. */
export interface ClusterWarning {
  readonly pod: string;
  /** `FailedMount: configmap "proxy" not found`. */
  readonly text: string;
}

/** The newest Warning Event of each Pod that the checks look at and that is not ready. */
export async function clusterWarnings(checks: readonly Check[], context: CheckContext): Promise<ClusterWarning[]> {
  const names = new Set(checks.flatMap(podOf));
  const warnings: ClusterWarning[] = [];
  for (const pod of names) {
    const found = await findPod({ pod }, context);
    if (!('pod' in found)) continue;
    const { metadata, status } = found.pod;
    if (status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')) continue;
    const event = await newestWarning(pod, metadata.uid, context);
    if (event) warnings.push({ pod, text: `${event.reason}: ${event.message ?? ''}` });
  }
  return warnings;
}

function podOf({ source }: Check): string[] {
  if (source.type === 'object') return source.kind === 'Pod' && source.name !== undefined ? [source.name] : [];
  if (source.type === 'logs' || source.type === 'http' || source.type === 'dns' || source.type === 'traffic')
    return source.from.pod ? [source.from.pod] : [];
  return [];
}

async function newestWarning(name: string, uid: string | undefined, context: CheckContext): Promise<Event | undefined> {
  const info = servedKind('events');
  const fieldSelector = `involvedObject.kind=Pod,involvedObject.name=${name},type=Warning`;
  const request = { method: 'GET', path: pathOf(info, context.namespace), query: { fieldSelector } } as const;
  const response = await context.client.send(request);
  if (refusalOf(response)) return undefined;
  const events = sortedEvents((response.body as { items: Event[] }).items);
  const event = events.findLast(({ involvedObject }) => involvedObject?.uid === uid);
  const atMs = parseTime(event?.series?.lastObservedTime ?? event?.lastTimestamp ?? event?.eventTime ?? '');
  return atMs !== undefined && context.nowMs() - atMs < freshMs ? event : undefined;
}
