import type { LoadTarget } from './loadClient.ts';

/** A run of a load generator. */
export interface LoadPlan {
  readonly target: LoadTarget;
  /** As it was given. */
  readonly url: string;
  /** Clients, each with one request under way at the most. */
  readonly connections: number;
  /** Requests per second that are to be sent, so long after the beginning; without end: as fast as answers come. */
  readonly rateAt: (elapsedMs: number) => number;
  readonly highestRate: number;
  /**
   * When the request is due that has so many before it, milliseconds after the beginning: whichever client is free sends it. Missing where
   * each client has a pace of its own.
   */
  readonly dueAt?: (before: number) => number | undefined;
  /** Missing where it runs until it is told to end. */
  readonly endsAfterMs: number | undefined;
  readonly mostRequests: number | undefined;
  /** Whether what could not be sent in time is sent later, or never. */
  readonly late: 'sent' | 'dropped';
  readonly resolutionS: number;
}

/**
 * Up to this many requests a second are sent one by one, each a real one with its connection and its trace; more are reckoned as a flow,
 * since a host of ours can send some thousands a second and virtual time runs sixty times as fast.
 */
export const mostRealPerSecond = 20;

export function loadModeOf({ highestRate }: LoadPlan): 'requests' | 'flow' {
  return highestRate <= mostRealPerSecond ? 'requests' : 'flow';
}
