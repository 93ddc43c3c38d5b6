import type { LoadPlan } from './loadPlan.ts';

/** What a client does next. */
export interface Next {
  /** How long it waits before it sends a request, milliseconds, less than nothing where it is late; missing where there is no other. */
  readonly waitMs: number | undefined;
  /** Requests that were due meanwhile and will never be sent. */
  readonly dropped: number;
}

/** When clients send their requests. */
export interface Pace {
  /** After so many `calls` of a client, so long after the beginning. */
  next(calls: number, elapsedMs: number): Next;
}

/** All clients together have one pace: who is free takes the request that is due next. What nobody is free for is never sent. */
export class SharedPace implements Pace {
  readonly #dueAt: (before: number) => number | undefined;
  #taken = 0;

  constructor(dueAt: (before: number) => number | undefined) {
    this.#dueAt = dueAt;
  }

  next(_calls: number, elapsedMs: number): Next {
    for (let dropped = 0; ; dropped++) {
      const due = this.#dueAt(this.#taken);
      if (due === undefined) return { waitMs: undefined, dropped };
      this.#taken += 1;
      if (due >= elapsedMs) return { waitMs: due - elapsedMs, dropped };
    }
  }
}

/** Somebody who looks whether a rate has risen from nothing does so this often, milliseconds. */
const lookAgainMs = 100;

/** The pace of one client, as fortio's threads have it: what it is late with it sends at once, or leaves. */
export class OwnPace implements Pace {
  readonly #plan: LoadPlan;
  readonly #share: number;
  #dueMs = 0;

  /** `number`: which of the clients it is, from 0. */
  constructor(plan: LoadPlan, number: number) {
    const { connections, mostRequests } = plan;
    this.#plan = plan;
    this.#share =
      mostRequests === undefined
        ? Number.POSITIVE_INFINITY
        : Math.floor(mostRequests / connections) + (number < mostRequests % connections ? 1 : 0);
  }

  next(calls: number, elapsedMs: number): Next {
    const { endsAfterMs = Number.POSITIVE_INFINITY, late } = this.#plan;
    if (calls >= this.#share || elapsedMs > endsAfterMs) return { waitMs: undefined, dropped: 0 };
    if (calls === 0) return { waitMs: 0, dropped: 0 };
    let dropped = 0;
    let due = this.#after(this.#dueMs);
    while (late === 'dropped' && due !== undefined && due < elapsedMs) {
      dropped += 1;
      due = this.#after(due);
    }
    this.#dueMs = due ?? this.#dueMs;
    return { waitMs: due === undefined ? undefined : due - elapsedMs, dropped };
  }

  /** When the request is due that comes after one that was due then. */
  #after(dueMs: number): number | undefined {
    const { rateAt, connections, endsAfterMs = Number.POSITIVE_INFINITY } = this.#plan;
    // So many requests fill the whole time, the last of them at its end.
    const share = this.#share;
    const isCounted = share > 1 && share !== Number.POSITIVE_INFINITY;
    const stretch = isCounted && endsAfterMs !== Number.POSITIVE_INFINITY ? share / (share - 1) : 1;
    for (let atMs = dueMs; atMs < endsAfterMs; atMs += lookAgainMs) {
      const rate = rateAt(atMs);
      if (rate <= 0) continue;
      const next = atMs + (connections * 1000 * stretch) / rate;
      return next <= endsAfterMs + 0.5 ? next : undefined;
    }
    return undefined;
  }
}
