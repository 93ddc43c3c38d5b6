import type { LoadError, LoadPoint, LoadSeries } from '../../../api/load.ts';
import type { Timeline } from '../../timeline.ts';
import { LoadSpan, type ServerOfLoad } from './loadSpan.ts';

/** What is said of a run before there are figures. */
export type LoadOf = Pick<LoadSeries, 'client' | 'url' | 'as'>;

/** One figure a second at first; where that makes too many, two become one. */
const firstSpanMs = 1_000;
const maxSpans = 600;

/** Takes down what a load generator does and what comes of it. Counts may be fractions. */
export class LoadRecorder {
  readonly #id: number;
  readonly #load: LoadOf;
  readonly #timeline: Pick<Timeline, 'nowMs'>;
  readonly #atMs: number;
  #endedAtMs: number | undefined;
  #spanMs = firstSpanMs;
  #spans: LoadSpan[] = [];
  readonly #waiting = new Map<string, { readonly server: ServerOfLoad; count: number }>();

  constructor(id: number, load: LoadOf, timeline: Pick<Timeline, 'nowMs'>) {
    this.#id = id;
    this.#load = load;
    this.#timeline = timeline;
    this.#atMs = timeline.nowMs;
  }

  /** So many requests were to be sent. */
  offered(count: number): void {
    this.#now().offered += count;
  }

  /** Good answers. */
  answered(latencyMs: number, count: number, server?: ServerOfLoad): void {
    this.#now().answer(latencyMs, count, server);
  }

  /** Requests that failed; `latencyMs` where there was an answer all the same. */
  failed(kind: LoadError, count: number, server?: ServerOfLoad, latencyMs?: number): void {
    this.#now().fail(kind, count, server, latencyMs);
  }

  /** So many requests wait at a server from now on. */
  waiting(server: ServerOfLoad, count: number): void {
    // What is over must not appear in the span that comes next.
    this.#now().wait(server, count);
    if (count > 0) this.#waiting.set(server.key, { server, count });
    else this.#waiting.delete(server.key);
  }

  end(): void {
    this.#now();
    this.#endedAtMs ??= this.#timeline.nowMs;
  }

  /** All there is, or the points that begin so long after the run's beginning. */
  series(fromMs = 0): LoadSeries {
    if (this.#endedAtMs === undefined) this.#now();
    const endMs = this.#endedAtMs ?? this.#timeline.nowMs;
    const points = this.#spans.flatMap((span, index): LoadPoint[] => {
      const atMs = this.#atMs + index * this.#spanMs;
      if (atMs - this.#atMs < fromMs) return [];
      const spanMs = Math.min(this.#spanMs, endMs - atMs);
      return spanMs > 0 ? [span.point(atMs, spanMs)] : [];
    });
    return {
      id: this.#id,
      ...this.#load,
      atMs: this.#atMs,
      ...(this.#endedAtMs !== undefined && { endedAtMs: this.#endedAtMs }),
      points,
    };
  }

  /** The span of this moment; those before it are closed. */
  #now(): LoadSpan {
    // What is told at this moment has happened up to it.
    const passedMs = Math.max(0, this.#timeline.nowMs - this.#atMs - 1);
    while (passedMs >= maxSpans * this.#spanMs) {
      this.#spans = this.#spans.flatMap((span, index) => {
        if (index % 2 === 1) return [];
        const next = this.#spans[index + 1];
        if (next) span.take(next);
        return [span];
      });
      this.#spanMs *= 2;
    }
    const index = Math.floor(passedMs / this.#spanMs);
    while (this.#spans.length <= index) {
      const span = new LoadSpan();
      for (const { server, count } of this.#waiting.values()) span.wait(server, count);
      this.#spans.push(span);
    }
    return this.#spans[index] as LoadSpan;
  }
}
