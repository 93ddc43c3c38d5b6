import type { Event, EventSource, ObjectReference } from '../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../api/objects.ts';
import { formatMicroTime, formatTime } from '../api/time.ts';
import { eventKind } from './apiserver/knownKinds.ts';
import type { ComponentContext } from './component.ts';
import { EventCorrelator, type WrittenEvent } from './eventCorrelator.ts';

/**
 * `counted` is the older recorder (kubelet, controllers): the same event again raises a count. `dated` is the one of
 * events.k8s.io (kube-scheduler): an event has a moment, its repetitions a series.
 */
type RecorderStyle = 'counted' | 'dated';

/** What happened, in Kubernetes' own words. */
export interface Happening {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Of the container it is about: `spec.containers{app}`. */
  readonly fieldPath?: string;
  /** What was being done; only events of the `dated` style have it. */
  readonly action?: string;
}

/** More different events of the `dated` style than this are not remembered for their series. */
const rememberedEvents = 4096;
/** How often the count of a going series is written (k8s.io/client-go/tools/events). */
const seriesRefreshMs = 30 * 60_000;

/** Writes Event objects for one component, and counts what happens again (k8s.io/client-go/tools/record). */
export class EventRecorder {
  readonly #context: Pick<ComponentContext, 'api' | 'nowMs'>;
  readonly #source: EventSource;
  readonly #style: RecorderStyle;
  readonly #correlator = new EventCorrelator();
  /** Names of the events of the `dated` style. */
  readonly #names = new Map<string, string>();
  #recorded = 0;
  /** How often the events of a series came, by name, and when that was last written down. */
  readonly #series = new Map<string, { count: number; writtenMs: number }>();

  constructor(context: Pick<ComponentContext, 'api' | 'nowMs'>, source: EventSource, style: RecorderStyle = 'counted') {
    this.#context = context;
    this.#source = source;
    this.#style = style;
  }

  record(subject: Stored<KubernetesObject>, happening: Happening): void {
    if (this.#style === 'counted') this.#recordCounted(subject, happening);
    else this.#recordDated(subject, happening);
  }

  #recordCounted(subject: Stored<KubernetesObject>, happening: Happening): void {
    const { namespace = 'default', name, uid } = subject.metadata;
    const nowMs = this.#context.nowMs();
    const { type, reason, fieldPath = '' } = happening;
    const about = `${subject.kind} ${namespace} ${name} ${uid}`;
    const event = { source: '', subject: about, fieldPath, type, reason, message: happening.message };
    const correlation = this.#correlator.correlate(event, nowMs);
    const { known, message } = correlation;
    const written: WrittenEvent = known ?? { name: this.#eventName(namespace, name), firstMs: nowMs, count: 1 };
    if (!known) correlation.remember(written);
    if (correlation.isSpam) return;
    const stored = known && this.#context.api.get<Event>(eventKind, namespace, known.name);
    if (stored) {
      const counted = { ...stored, message, count: written.count, lastTimestamp: formatTime(nowMs) };
      this.#context.api.update<Event>(eventKind, counted);
      return;
    }
    // One that has expired meanwhile comes back with its count.
    const { count, firstMs } = written;
    const first = this.#first(subject, namespace, written.name, { ...happening, message });
    this.#context.api.create<Event>(eventKind, { ...first, count, firstTimestamp: formatTime(firstMs) });
  }

  /**
   * A real recorder appends the time in nanoseconds; a counter keeps two events of one instant apart, also those of two
   * components about objects of the same name.
   */
  #eventName(namespace: string, subject: string): string {
    const instant = BigInt(this.#context.nowMs()) * 1_000_000n;
    for (;;) {
      this.#recorded += 1;
      const name = `${subject}.${(instant + BigInt(this.#recorded % 1_000_000)).toString(16)}`;
      if (!this.#context.api.get<Event>(eventKind, namespace, name)) return name;
    }
  }

  #recordDated(subject: Stored<KubernetesObject>, happening: Happening): void {
    const { namespace = 'default', name, uid } = subject.metadata;
    // A newer version of the object begins a new series; another message does not.
    const key = [uid, subject.metadata.resourceVersion, happening.type, happening.reason, happening.action].join('\n');
    const knownName = this.#names.get(key);
    const known = knownName && this.#context.api.get<Event>(eventKind, namespace, knownName);
    if (known) {
      const again = this.#seriesOf(known);
      if (again) this.#context.api.update<Event>(eventKind, again);
      return;
    }
    const eventName = this.#eventName(namespace, name);
    if (this.#names.size >= rememberedEvents) this.#names.clear();
    this.#names.set(key, eventName);
    this.#context.api.create<Event>(eventKind, this.#first(subject, namespace, eventName, happening));
  }

  #first(subject: Stored<KubernetesObject>, namespace: string, name: string, happening: Happening): Event {
    const involvedObject: ObjectReference = {
      apiVersion: subject.apiVersion,
      kind: subject.kind,
      name: subject.metadata.name,
      ...(subject.metadata.namespace && { namespace: subject.metadata.namespace }),
      ...(subject.metadata.uid && { uid: subject.metadata.uid }),
      ...(subject.metadata.resourceVersion && { resourceVersion: subject.metadata.resourceVersion }),
      ...(happening.fieldPath && { fieldPath: happening.fieldPath }),
    };
    const { component = '', host = '' } = this.#source;
    const now = this.#context.nowMs();
    const common = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject,
      type: happening.type,
      reason: happening.reason,
      message: happening.message,
      reportingComponent: component,
      reportingInstance: host,
    };
    if (this.#style === 'dated') {
      const action = happening.action ?? happening.reason;
      return { ...common, source: {}, eventTime: formatMicroTime(now), action };
    }
    return {
      ...common,
      source: this.#source,
      firstTimestamp: formatTime(now),
      lastTimestamp: formatTime(now),
      count: 1,
    };
  }

  /** A series is written when it begins; what follows is counted, and written once in a while. */
  #seriesOf(event: Stored<Event>): Stored<Event> | undefined {
    const now = this.#context.nowMs();
    const known = this.#series.get(event.metadata.name);
    const count = (known?.count ?? event.series?.count ?? 1) + 1;
    const isDue = !known || now - known.writtenMs >= seriesRefreshMs;
    if (this.#series.size >= rememberedEvents) this.#series.clear();
    this.#series.set(event.metadata.name, { count, writtenMs: isDue ? now : known.writtenMs });
    return isDue ? { ...event, series: { count, lastObservedTime: formatMicroTime(now) } } : undefined;
  }
}
