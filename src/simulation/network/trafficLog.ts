import type {
  ConnectionTrace,
  HttpTrace,
  LookupTrace,
  RequestTrace,
  ServiceHop,
  TrafficParty,
  TrafficQuery,
} from '../../api/traffic.ts';
import type { Timeline } from '../timeline.ts';

/** How many requests are remembered: the oldest are forgotten first. */
const maxTraces = 2_000;
/** More requests than this over one kept connection are not told one by one. */
const maxHttpPerTrace = 100;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A request while it goes on: who does the next part of it writes that down here. */
export class TraceDraft {
  readonly id: number;
  readonly atMs: number;
  readonly client: TrafficParty;
  readonly #timeline: Pick<Timeline, 'nowMs'>;
  readonly #http: Writable<HttpTrace>[] = [];
  lookup: LookupTrace | undefined;
  connection: Writable<ConnectionTrace> | undefined;

  constructor(id: number, client: TrafficParty, timeline: Pick<Timeline, 'nowMs'>) {
    this.id = id;
    this.atMs = timeline.nowMs;
    this.client = client;
    this.#timeline = timeline;
  }

  /** A connection is tried. */
  beginConnection(connection: Omit<ConnectionTrace, 'atMs'>): void {
    this.connection = { ...connection, atMs: this.#timeline.nowMs };
  }

  /** The connection stands, or has failed. */
  endConnection(outcome: Pick<ConnectionTrace, 'stop' | 'error' | 'server' | 'seenFrom'>): void {
    const { connection } = this;
    if (!connection || connection.tookMs !== undefined) return;
    Object.assign(connection, outcome, { tookMs: this.#timeline.nowMs - connection.atMs });
  }

  /** The other end has broken a connection off that stood. */
  reset(): void {
    if (this.connection) Object.assign(this.connection, { stop: 'reset', error: 'ECONNRESET' });
  }

  /** A request is sent over the connection; what is returned takes its end. */
  beginHttp(
    request: Pick<HttpTrace, 'method' | 'target' | 'host'>,
  ): (outcome: Pick<HttpTrace, 'status' | 'error'>) => void {
    if (this.#http.length >= maxHttpPerTrace) return () => {};
    const entry: Writable<HttpTrace> = { ...request, atMs: this.#timeline.nowMs };
    this.#http.push(entry);
    return (outcome) => void Object.assign(entry, outcome, { tookMs: this.#timeline.nowMs - entry.atMs });
  }

  /** As it stands now. */
  snapshot(): RequestTrace {
    const { id, atMs, client, lookup, connection } = this;
    return {
      id,
      atMs,
      client,
      ...(lookup && { lookup }),
      ...(connection && { connection: { ...connection } }),
      http: this.#http.map((entry) => ({ ...entry })),
    };
  }
}

/**
 * The requests of Pods, explained, the newest of them: what labs and diagrams read. What Nodes do themselves, such as the kubelet's
 * probes, is none of them.
 */
export class TrafficLog {
  readonly #timeline: Pick<Timeline, 'nowMs'>;
  readonly #drafts: TraceDraft[] = [];
  #count = 0;

  constructor(timeline: Pick<Timeline, 'nowMs'>) {
    this.#timeline = timeline;
  }

  /** Begins a request; nothing where its client is no Pod. */
  begin(client: TrafficParty): TraceDraft | undefined {
    if (!client.pod) return undefined;
    this.#count += 1;
    const draft = new TraceDraft(this.#count, client, this.#timeline);
    // A ring: the place of the oldest is taken.
    this.#drafts[(draft.id - 1) % maxTraces] = draft;
    return draft;
  }

  /** In the order in which they began. */
  find({ after = 0, pod, service }: TrafficQuery = {}): RequestTrace[] {
    const oldest = Math.max(1, this.#count - maxTraces + 1);
    const found: RequestTrace[] = [];
    for (let id = Math.max(oldest, after + 1); id <= this.#count; id++) {
      const draft = this.#drafts[(id - 1) % maxTraces];
      if (!draft) continue;
      if (pod && !isOf(draft.client, pod) && !isOf(draft.connection?.server, pod)) continue;
      if (service && !isService(draft.connection?.service, service)) continue;
      found.push(draft.snapshot());
    }
    return found;
  }
}

type Name = NonNullable<TrafficQuery['pod']>;

function isOf(party: TrafficParty | undefined, { namespace, name }: Name): boolean {
  return party?.pod?.name === name && party.pod.namespace === namespace;
}

function isService(hop: ServiceHop | undefined, { namespace, name }: Name): boolean {
  return hop?.name === name && hop.namespace === namespace;
}
