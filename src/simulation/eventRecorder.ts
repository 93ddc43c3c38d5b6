import type { Event, EventSource, ObjectReference } from '../api/generated/objects.ts';
import type { KubernetesObject, Stored } from '../api/objects.ts';
import { formatMicroTime, formatTime } from '../api/time.ts';
import { eventKind } from './apiserver/knownKinds.ts';
import type { ComponentContext } from './component.ts';

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

/** More different events than this are not remembered for counting. */
const rememberedEvents = 4096;

/** Writes Event objects for one component, and counts what happens again (k8s.io/client-go/tools/record). */
export class EventRecorder {
  readonly #context: Pick<ComponentContext, 'api' | 'nowMs'>;
  readonly #source: EventSource;
  readonly #style: RecorderStyle;
  readonly #names = new Map<string, string>();

  constructor(context: Pick<ComponentContext, 'api' | 'nowMs'>, source: EventSource, style: RecorderStyle = 'counted') {
    this.#context = context;
    this.#source = source;
    this.#style = style;
  }

  record(subject: Stored<KubernetesObject>, happening: Happening): void {
    const { namespace = 'default', name, uid } = subject.metadata;
    const key = [uid, happening.fieldPath, happening.type, happening.reason, happening.message].join('\n');
    const knownName = this.#names.get(key);
    const known = knownName && this.#context.api.get<Event>(eventKind, namespace, knownName);
    if (known) {
      this.#context.api.update<Event>(eventKind, this.#again(known));
      return;
    }
    // A real recorder appends the time in nanoseconds; a counter keeps two events of one instant apart.
    const eventName = `${name}.${(BigInt(this.#context.nowMs()) * 1_000_000n + BigInt(this.#names.size)).toString(16)}`;
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
      uid: subject.metadata.uid,
      resourceVersion: subject.metadata.resourceVersion,
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

  #again(event: Stored<Event>): Stored<Event> {
    const now = this.#context.nowMs();
    if (this.#style === 'dated') {
      const count = (event.series?.count ?? 1) + 1;
      return { ...event, series: { count, lastObservedTime: formatMicroTime(now) } };
    }
    return { ...event, count: (event.count ?? 1) + 1, lastTimestamp: formatTime(now) };
  }
}
