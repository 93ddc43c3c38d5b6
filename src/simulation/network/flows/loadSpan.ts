import type { LoadEndpoint, LoadError, LoadPoint } from '../../../api/load.ts';
import { Latencies } from './latencies.ts';

/** A server, as a load is counted by it. */
export interface ServerOfLoad extends Pick<LoadEndpoint, 'ip' | 'port' | 'pod'> {
  /** `ip:port` */
  readonly key: string;
}

/** A smaller part of a request than this is what is left of reckoning. */
const leastShown = 0.05;

/** What is counted, of all or of one server. */
class Tally {
  answered = 0;
  waiting = 0;
  readonly latencies = new Latencies();
  readonly errors = new Map<LoadError, number>();

  fail(kind: LoadError, count: number): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + count);
  }

  take(later: Tally): void {
    this.answered += later.answered;
    this.waiting = later.waiting;
    this.latencies.addAll(later.latencies);
    for (const [kind, count] of later.errors) this.fail(kind, count);
  }

  figures(spanMs: number) {
    const latencyMs = this.latencies.summary;
    return {
      achieved: rounded((this.answered * 1000) / spanMs),
      ...(latencyMs && { latencyMs }),
      errors: Object.fromEntries(
        [...this.errors].filter(([, count]) => count >= leastShown).map(([kind, count]) => [kind, rounded(count)]),
      ),
    };
  }
}

/** The figures of a load in one span of time, while they come. */
export class LoadSpan {
  offered = 0;
  readonly #all = new Tally();
  readonly #servers = new Map<string, { readonly server: ServerOfLoad; readonly tally: Tally }>();

  answer(latencyMs: number, count: number, server: ServerOfLoad | undefined): void {
    for (const tally of this.#tallies(server)) {
      tally.answered += count;
      tally.latencies.add(latencyMs, count);
    }
  }

  fail(kind: LoadError, count: number, server: ServerOfLoad | undefined, latencyMs: number | undefined): void {
    for (const tally of this.#tallies(server)) {
      tally.fail(kind, count);
      if (latencyMs !== undefined) tally.latencies.add(latencyMs, count);
    }
  }

  wait(server: ServerOfLoad, count: number): void {
    this.#of(server).waiting = count;
  }

  /** The span after it becomes a part of it. */
  take(later: LoadSpan): void {
    this.offered += later.offered;
    this.#all.take(later.#all);
    for (const { server, tally } of later.#servers.values()) this.#of(server).take(tally);
    for (const [key, { tally }] of this.#servers) if (!later.#servers.has(key)) tally.waiting = 0;
  }

  point(atMs: number, spanMs: number): LoadPoint {
    const endpoints = [...this.#servers.values()]
      .sort((a, b) => (a.server.key < b.server.key ? -1 : 1))
      .map(({ server: { ip, port, pod }, tally }) => ({
        ip,
        port,
        ...(pod && { pod }),
        waiting: rounded(tally.waiting),
        ...tally.figures(spanMs),
      }));
    return { atMs, spanMs, offered: rounded((this.offered * 1000) / spanMs), ...this.#all.figures(spanMs), endpoints };
  }

  #tallies(server: ServerOfLoad | undefined): readonly Tally[] {
    return server ? [this.#all, this.#of(server)] : [this.#all];
  }

  #of(server: ServerOfLoad): Tally {
    let found = this.#servers.get(server.key);
    if (!found) {
      found = { server, tally: new Tally() };
      this.#servers.set(server.key, found);
    }
    return found.tally;
  }
}

/** To three digits behind the point: more would pretend. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
