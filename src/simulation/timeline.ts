import { invariant } from '../invariant.ts';

/** A thing that will happen once its virtual time has come, unless it is cancelled. */
export interface Timer {
  cancel(): void;
}

/**
 * Work comes to an end by itself; a heartbeat (a probe, a container's `sleep 1` loop) goes on for ever.
 * `settle` waits for the first and only listens to the second.
 */
type TimerKind = 'work' | 'heartbeat';

/** What a component may do with virtual time: look at it, and set timers. */
export type Timers = Pick<Timeline, 'nowMs' | 'after' | 'heartbeatAfter' | 'every'>;

interface Entry {
  timeMs: number;
  order: number;
  readonly kind: TimerKind;
  readonly periodMs: number | undefined;
  readonly action: () => void;
  state: 'waiting' | 'cancelled' | 'done';
}

/** More timers than this at one instant mean that something never lets time pass. */
const maxTimersAtOneInstant = 1_000_000;

/** So many cancelled timers are not worth a sweep. */
const fewCancelled = 10_000;

/**
 * Virtual time. Timers run in the order of their time, and at the same time in the order in which they were set.
 * All times are milliseconds since the timeline began; nothing here knows a wall clock.
 */
export class Timeline {
  #nowMs = 0;
  #steps = 0;
  #order = 0;
  #pendingWork = 0;
  #timersAtThisInstant = 0;
  #heap: Entry[] = [];
  /** How many of the heap are cancelled: time limits that were not needed, mostly. */
  #cancelled = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** How many timers have run. With the time, it names an exact point between two timers of one instant. */
  get steps(): number {
    return this.#steps;
  }

  /** How many timers of kind work are waiting. */
  get pendingWork(): number {
    return this.#pendingWork;
  }

  /** Sets work that ends: a reconcile, a pull, a start. */
  after(delayMs: number, action: () => void): Timer {
    return this.#add('work', delayMs, undefined, action);
  }

  /** Sets a single heartbeat: the timer of a process in a container. */
  heartbeatAfter(delayMs: number, action: () => void): Timer {
    return this.#add('heartbeat', delayMs, undefined, action);
  }

  /** Sets a heartbeat that repeats; the first comes after one period. */
  every(periodMs: number, action: () => void): Timer {
    invariant(periodMs > 0, 'a period must be longer than nothing');
    return this.#add('heartbeat', periodMs, periodMs, action);
  }

  /** When the next timer is due. */
  nextTimeMs(): number | undefined {
    this.#dropCancelled();
    return this.#heap[0]?.timeMs;
  }

  /** Runs the next timer and moves time to it. False when there is none. */
  step(): boolean {
    this.#dropCancelled();
    const entry = this.#heap[0];
    if (!entry) return false;
    this.#removeFirst();
    if (entry.timeMs > this.#nowMs) this.#timersAtThisInstant = 0;
    this.#timersAtThisInstant += 1;
    invariant(this.#timersAtThisInstant <= maxTimersAtOneInstant, `virtual time stands still at ${entry.timeMs} ms`);
    this.#nowMs = entry.timeMs;
    this.#steps += 1;
    if (entry.periodMs === undefined) {
      entry.state = 'done';
      if (entry.kind === 'work') this.#pendingWork -= 1;
    } else {
      entry.timeMs += entry.periodMs;
      entry.order = this.#order++;
      this.#insert(entry);
    }
    entry.action();
    return true;
  }

  /** Runs every timer that is due up to `timeMs`, that moment included, and stands there. */
  advanceTo(timeMs: number): void {
    for (let next = this.nextTimeMs(); next !== undefined && next <= timeMs; next = this.nextTimeMs()) this.step();
    this.moveTo(timeMs);
  }

  /** Moves time on without running anything; no timer may be due before `timeMs`. */
  moveTo(timeMs: number): void {
    const next = this.nextTimeMs();
    invariant(next === undefined || next >= timeMs, `a timer at ${next} ms would be passed over`);
    if (timeMs > this.#nowMs) {
      this.#nowMs = timeMs;
      this.#timersAtThisInstant = 0;
    }
  }

  #add(kind: TimerKind, delayMs: number, periodMs: number | undefined, action: () => void): Timer {
    invariant(delayMs >= 0 && Number.isFinite(delayMs), `a timer cannot be set ${delayMs} ms ahead`);
    const timeMs = this.#nowMs + delayMs;
    const entry: Entry = { timeMs, order: this.#order++, kind, periodMs, action, state: 'waiting' };
    if (kind === 'work') this.#pendingWork += 1;
    this.#insert(entry);
    return {
      cancel: () => {
        if (entry.state !== 'waiting') return;
        entry.state = 'cancelled';
        if (kind === 'work') this.#pendingWork -= 1;
        this.#cancelled += 1;
        if (this.#cancelled > fewCancelled && this.#cancelled * 2 > this.#heap.length) this.#sweep();
      },
    };
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.state === 'cancelled') {
      this.#removeFirst();
      this.#cancelled -= 1;
    }
  }

  /** Forgets the cancelled ones that lie deep in the heap, and may for days. A sorted list is a heap. */
  #sweep(): void {
    this.#heap = this.#heap.filter(({ state }) => state !== 'cancelled').sort((a, b) => (isBefore(a, b) ? -1 : 1));
    this.#cancelled = 0;
  }

  #insert(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex] as Entry;
      if (!isBefore(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      const left = heap[childIndex];
      if (left === undefined) break;
      const right = heap[childIndex + 1];
      let child = left;
      if (right !== undefined && isBefore(right, left)) {
        child = right;
        childIndex += 1;
      }
      if (!isBefore(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.order < b.order);
}
