import { Heap } from './heap.ts';
import type { PluginName } from './plugin.ts';
import { isGated } from './plugins/schedulingGates.ts';
import type { PodInfo } from './podInfo.ts';

/** A Pod that waits for a Node. */
export interface QueuedPod {
  pod: PodInfo;
  /** When it came into the queue, or back into it. */
  sinceMs: number;
  /** How often no Node could take it. */
  attempts: number;
  /** How often in a row something else went wrong. */
  errors: number;
  /** The plugins that refused it last time; none where something else went wrong. */
  rejectors: ReadonlySet<PluginName>;
  place: 'active' | 'backoff' | 'errorBackoff' | 'unschedulable' | 'gated' | 'tried' | 'gone';
  backoffUntilMs: number;
  /** Of the newest entry in a heap: older ones of the same Pod do not count. */
  ticket: number;
}

interface Entry {
  readonly queued: QueuedPod;
  readonly ticket: number;
}

/** An unschedulable Pod waits 1 s, then 2 s, … up to 10 s before it is tried again (podInitialBackoffSeconds, podMaxBackoffSeconds). */
const initialBackoffMs = 1_000;
const maxBackoffMs = 10_000;
/** After this time an unschedulable Pod is tried again even if nothing has changed that could help it. */
const maxUnschedulableMs = 300_000;

/**
 * The Pods that wait for a Node: those to try next by priority and time, those that back off, and those that nothing can
 * help at present (https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/#queuesort).
 */
export class SchedulingQueue {
  readonly #nowMs: () => number;
  readonly #pods = new Map<string, QueuedPod>();
  readonly #unschedulable = new Set<QueuedPod>();
  readonly #active = new Heap<Entry>(isTriedBefore);
  readonly #backoff = new Heap<Entry>(endsBackoffBefore);
  readonly #errorBackoff = new Heap<Entry>(endsBackoffBefore);
  #tickets = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get(uid: string): QueuedPod | undefined {
    return this.#pods.get(uid);
  }

  /** Those that no Node could take and that wait for a change. */
  get unschedulable(): Iterable<QueuedPod> {
    return this.#unschedulable;
  }

  get hasUnschedulable(): boolean {
    return this.#unschedulable.size > 0;
  }

  add(pod: PodInfo): void {
    const queued: QueuedPod = {
      pod,
      sinceMs: this.#nowMs(),
      attempts: 0,
      errors: 0,
      rejectors: new Set(),
      place: 'gated',
      backoffUntilMs: 0,
      ticket: 0,
    };
    this.delete(pod.uid);
    this.#pods.set(pod.uid, queued);
    if (!isGated(pod)) this.#push(this.#active, queued, 'active');
  }

  /** Takes the new version of a waiting Pod; one whose gates are gone may be tried. */
  update(queued: QueuedPod, pod: PodInfo): void {
    queued.pod = pod;
    if (queued.place === 'gated' && !isGated(pod)) {
      queued.sinceMs = this.#nowMs();
      this.#push(this.#active, queued, 'active');
    }
  }

  delete(uid: string): void {
    const queued = this.#pods.get(uid);
    if (!queued) return;
    this.#pods.delete(uid);
    this.#unschedulable.delete(queued);
    queued.place = 'gone';
  }

  /**
   * The next Pod to try. Where nothing else is to do, one that backs off is tried early (SchedulerPopFromBackoffQ); one
   * that met with an error is not.
   */
  pop(): QueuedPod | undefined {
    this.#endBackoffs(this.#backoff, 'backoff');
    this.#endBackoffs(this.#errorBackoff, 'errorBackoff');
    const next = take(this.#active, 'active') ?? take(this.#backoff, 'backoff');
    if (next) next.place = 'tried';
    return next;
  }

  /** When `pop` has something: now, later, or not before anything happens. */
  readyMs(): number | undefined {
    if (peek(this.#active, 'active') || peek(this.#backoff, 'backoff')) return this.#nowMs();
    return peek(this.#errorBackoff, 'errorBackoff')?.backoffUntilMs;
  }

  /** Puts back a Pod that was tried: without `rejectors` something else went wrong, and it is tried again after a time. */
  putBack(queued: QueuedPod, rejectors: ReadonlySet<PluginName>): void {
    if (queued.place === 'gone') return;
    queued.rejectors = rejectors;
    queued.sinceMs = this.#nowMs();
    if (rejectors.size === 0) {
      queued.errors += 1;
      this.#backOff(queued);
      return;
    }
    queued.attempts += 1;
    queued.errors = 0;
    queued.place = 'unschedulable';
    this.#unschedulable.add(queued);
  }

  /** Lets an unschedulable Pod be tried again, once its back-off is over. */
  requeue(queued: QueuedPod): void {
    this.#unschedulable.delete(queued);
    this.#backOff(queued);
  }

  /** Lets those be tried again that have waited for too long. */
  requeueForgotten(): void {
    const now = this.#nowMs();
    for (const queued of [...this.#unschedulable]) {
      if (now - queued.sinceMs > maxUnschedulableMs) this.requeue(queued);
    }
  }

  #backOff(queued: QueuedPod): void {
    const failures = queued.rejectors.size === 0 ? queued.errors : queued.attempts;
    queued.backoffUntilMs = queued.sinceMs + Math.min(initialBackoffMs * 2 ** Math.max(0, failures - 1), maxBackoffMs);
    if (queued.backoffUntilMs <= this.#nowMs()) this.#push(this.#active, queued, 'active');
    else if (queued.rejectors.size === 0) this.#push(this.#errorBackoff, queued, 'errorBackoff');
    else this.#push(this.#backoff, queued, 'backoff');
  }

  #push(heap: Heap<Entry>, queued: QueuedPod, place: QueuedPod['place']): void {
    queued.place = place;
    queued.ticket = this.#tickets++;
    heap.push({ queued, ticket: queued.ticket });
  }

  #endBackoffs(heap: Heap<Entry>, place: 'backoff' | 'errorBackoff'): void {
    const now = this.#nowMs();
    for (let first = peek(heap, place); first && first.backoffUntilMs <= now; first = peek(heap, place)) {
      heap.pop();
      this.#push(this.#active, first, 'active');
    }
  }
}

function isTriedBefore({ queued: a, ticket: ticketA }: Entry, { queued: b, ticket: ticketB }: Entry): boolean {
  if (a.pod.priority !== b.pod.priority) return a.pod.priority > b.pod.priority;
  return a.sinceMs === b.sinceMs ? ticketA < ticketB : a.sinceMs < b.sinceMs;
}

function endsBackoffBefore({ queued: a, ticket: ticketA }: Entry, { queued: b, ticket: ticketB }: Entry): boolean {
  return a.backoffUntilMs === b.backoffUntilMs ? ticketA < ticketB : a.backoffUntilMs < b.backoffUntilMs;
}

/** The first entry that still counts. */
function peek(heap: Heap<Entry>, place: QueuedPod['place']): QueuedPod | undefined {
  for (let entry = heap.first; entry; entry = heap.first) {
    if (entry.queued.place === place && entry.queued.ticket === entry.ticket) return entry.queued;
    heap.pop();
  }
  return undefined;
}

function take(heap: Heap<Entry>, place: QueuedPod['place']): QueuedPod | undefined {
  const first = peek(heap, place);
  if (first) heap.pop();
  return first;
}
