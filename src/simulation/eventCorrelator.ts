/** What two events have in common for a correlator. */
export interface CorrelatedEvent {
  /** Component and host that tell it. */
  readonly source: string;
  /** The object that it is about, by kind, namespace, name and UID. */
  readonly subject: string;
  readonly fieldPath: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** An Event object that was written and may be counted up. */
export interface WrittenEvent {
  readonly name: string;
  readonly firstMs: number;
  count: number;
}

/** What is to be done with an event. */
export interface Correlation {
  /** Too many about this object: it is not written. */
  readonly isSpam: boolean;
  readonly message: string;
  /** The event that this one repeats. */
  readonly known: WrittenEvent | undefined;
  /** To be called with the event that was made or counted up. */
  remember(written: WrittenEvent): void;
}

/** Numbers of client-go's correlator (k8s.io/client-go/tools/record/events_cache.go). */
const cacheSize = 4096;
const similarEvents = 10;
const similarWithinMs = 600_000;
const spamBurst = 25;
const spamRefillMs = 300_000;

interface Similar {
  readonly messages: Set<string>;
  lastMs: number;
}

interface Tokens {
  count: number;
  atMs: number;
}

/**
 * Keeps a component from flooding the API with events, as client-go's correlator does: the same event again raises a
 * count, the tenth different message of one reason within ten minutes is combined with those after it, and about one
 * object come at most 25 events at once and one more each five minutes.
 */
export class EventCorrelator {
  readonly #written = new Map<string, WrittenEvent>();
  readonly #similar = new Map<string, Similar>();
  readonly #tokens = new Map<string, Tokens>();

  correlate(event: CorrelatedEvent, nowMs: number): Correlation {
    const { source, subject, fieldPath, type, reason } = event;
    const group = [source, subject, type, reason].join('\n');
    const isCombined = this.#isOneOfMany(group, event.message, nowMs);
    const message = isCombined ? `(combined from similar events): ${event.message}` : event.message;
    const key = isCombined ? group : [group, fieldPath, message].join('\n');
    const known = recall(this.#written, key);
    // Events that are not written are counted nevertheless.
    if (known) known.count += 1;
    return {
      isSpam: !this.#takeToken([source, subject].join('\n'), nowMs),
      message,
      known,
      remember: (written) => keep(this.#written, key, written),
    };
  }

  #isOneOfMany(group: string, message: string, nowMs: number): boolean {
    let similar = recall(this.#similar, group);
    if (!similar || nowMs - similar.lastMs > similarWithinMs) {
      similar = { messages: new Set(), lastMs: nowMs };
      keep(this.#similar, group, similar);
    }
    similar.lastMs = nowMs;
    similar.messages.add(message);
    if (similar.messages.size < similarEvents) return false;
    for (const any of similar.messages) {
      similar.messages.delete(any);
      break;
    }
    return true;
  }

  #takeToken(about: string, nowMs: number): boolean {
    const tokens = recall(this.#tokens, about) ?? { count: spamBurst, atMs: nowMs };
    tokens.count = Math.min(spamBurst, tokens.count + (nowMs - tokens.atMs) / spamRefillMs);
    tokens.atMs = nowMs;
    keep(this.#tokens, about, tokens);
    if (tokens.count < 1) return false;
    tokens.count -= 1;
    return true;
  }
}

/** A Map as a cache: what was used last is forgotten last. */
function recall<T>(cache: Map<string, T>, key: string): T | undefined {
  const value = cache.get(key);
  if (value === undefined) return undefined;
  cache.delete(key);
  cache.set(key, value);
  return value;
}

function keep<T>(cache: Map<string, T>, key: string, value: T): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size <= cacheSize) return;
  for (const oldest of cache.keys()) {
    cache.delete(oldest);
    break;
  }
}
