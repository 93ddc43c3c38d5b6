import type { ContainerStatus, Event, Pod } from '../api/generated/objects.ts';
import { servedKind } from '../api/kinds.ts';
import { pathOf } from '../api/route.ts';
import { refusalOf } from '../api/status.ts';
import { formatDuration, parseTime } from '../api/time.ts';
import type { CheckContext } from './checkContext.ts';
import type { PodReference } from './lab.ts';
import { findPod, nameOfPod } from './podReference.ts';

/** One thing that happened to a Pod. */
interface TraceRow {
  /** Since the first row: `3s`. */
  readonly after: string;
  /** The container that it is about; empty where it is about the Pod. */
  readonly container: string;
  readonly what: string;
  readonly message: string;
  /** How often it had happened by then. */
  readonly times: number;
}

/** What happened to a Pod, in order; no rows where nothing is known of it. */
export interface PodTrace {
  readonly title: string;
  readonly rows: readonly TraceRow[];
}

/** A trace with more rows than this helps nobody. */
const rowLimit = 40;

interface Moment extends Omit<TraceRow, 'after'> {
  /** To the second, which is how exact most of them are. */
  readonly atMs: number;
  /** Which of one second was told first. */
  readonly order: number;
}

/** Tells from its Events, and from the ends of its containers, what happened to a Pod; also to one that is gone. */
export async function traceOf(reference: PodReference, context: CheckContext): Promise<PodTrace> {
  const found = await findPod(reference, context);
  const pod = 'pod' in found ? found.pod : undefined;
  const name = pod?.metadata.name ?? reference.pod;
  const title = name === undefined ? nameOfPod(reference) : `Pod ${name}`;
  if (name === undefined) return { title, rows: [] };
  const events = await eventsOf(name, pod?.metadata.namespace ?? reference.namespace ?? context.namespace, context);
  const uid = pod?.metadata.uid ?? events.at(-1)?.involvedObject?.uid;
  const moments = [
    ...events.filter(({ involvedObject }) => involvedObject?.uid === uid).flatMap(momentsOf),
    ...(pod ? endsOf(pod) : []),
  ].sort((one, other) => one.atMs - other.atMs || one.order - other.order);
  const startMs = moments[0]?.atMs ?? 0;
  const rows = moments.slice(0, rowLimit).map(({ atMs, order: _order, ...moment }) => ({
    after: formatDuration(atMs - startMs),
    ...moment,
  }));
  return { title, rows };
}

async function eventsOf(name: string, namespace: string, { client }: CheckContext): Promise<Event[]> {
  const info = servedKind('events');
  const response = await client.send({
    method: 'GET',
    path: pathOf(info, namespace),
    query: { fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${name}` },
  });
  if (refusalOf(response)) return [];
  const { items } = response.body as { items: Event[] };
  return [...items].sort((one, other) => (timeOf(one) ?? 0) - (timeOf(other) ?? 0));
}

/** An Event that came again is told at its first time and at its last. */
function momentsOf(event: Event): Moment[] {
  const atMs = timeOf(event);
  if (atMs === undefined) return [];
  const container = /\{(.*)\}/.exec(event.involvedObject?.fieldPath ?? '')?.[1] ?? '';
  const order = Number(event.metadata?.resourceVersion ?? 0);
  const first = { atMs, order, container, what: event.reason ?? '', message: event.message ?? '', times: 1 };
  const times = event.series?.count ?? event.count ?? 1;
  const lastMs = secondOf(event.series?.lastObservedTime ?? event.lastTimestamp);
  return times > 1 && lastMs !== undefined ? [first, { ...first, atMs: lastMs, times }] : [first];
}

function timeOf({ firstTimestamp, eventTime }: Event): number | undefined {
  return secondOf(firstTimestamp ?? eventTime);
}

function secondOf(time: string | undefined): number | undefined {
  const ms = parseTime(time ?? '');
  return ms === undefined ? undefined : Math.floor(ms / 1000) * 1000;
}

/** The kubelet reports no Event for the end of a container; its status knows it. */
function endsOf({ status }: Pod): Moment[] {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.flatMap(({ name, state, lastState }: ContainerStatus) =>
    [lastState?.terminated, state?.terminated].flatMap((end) => {
      const atMs = secondOf(end?.finishedAt);
      if (!end || atMs === undefined) return [];
      const message = `ended with exit code ${end.exitCode}`;
      // A container that ends at once has started before.
      return [
        { atMs, order: Number.MAX_SAFE_INTEGER, container: name, what: end.reason ?? 'Ended', message, times: 1 },
      ];
    }),
  );
}
