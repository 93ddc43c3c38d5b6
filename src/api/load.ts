import type { TrafficParty } from './traffic.ts';

/**
 * What became of requests that got no good answer: an HTTP status of 400 or more as its number (`503`), `refused`, `reset` (the other end
 * broke it off), `timeout` (the client lost patience), `unreachable`, or `noName`.
 */
export type LoadError = string;

/** How long requests took from the client's side, milliseconds: half of them, nine of ten, 99 of 100 took no longer. */
export interface LoadLatency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

/** What one server did of a load in a span of time. */
export interface LoadEndpoint {
  readonly ip: string;
  readonly port: number;
  readonly pod?: { readonly namespace: string; readonly name: string };
  /** Good answers per second. */
  readonly achieved: number;
  /** Requests that it has and has not answered at the end of the span. */
  readonly waiting: number;
  /** Missing where it answered none. */
  readonly latencyMs?: LoadLatency;
  /** How many requests failed there, by kind. */
  readonly errors: Readonly<Record<LoadError, number>>;
}

/** A load in one span of time. */
export interface LoadPoint {
  /** Where the span begins: virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  readonly spanMs: number;
  /** Requests per second that were to be sent. */
  readonly offered: number;
  /** Good answers per second. */
  readonly achieved: number;
  /** Of all answers; missing where there was none. */
  readonly latencyMs?: LoadLatency;
  /** How many requests failed, by kind. */
  readonly errors: Readonly<Record<LoadError, number>>;
  /** In the order of their addresses. */
  readonly endpoints: readonly LoadEndpoint[];
}

/** The figures of one run of a load generator over time. */
export interface LoadSeries {
  /** Counts up from 1 over the cluster's life. */
  readonly id: number;
  readonly client: TrafficParty;
  readonly url: string;
  /** Whether its requests are sent one by one, or reckoned as a flow with samples that are. */
  readonly as: 'requests' | 'flow';
  /** Virtual milliseconds since the cluster's start. */
  readonly atMs: number;
  /** Missing while it goes on. */
  readonly endedAtMs?: number;
  /** Oldest first, without gaps; spans grow as a run gets longer, so that there are never more than some hundreds. */
  readonly points: readonly LoadPoint[];
}
