import type { LoadError } from '../../../../api/load.ts';
import { Latencies } from '../../../network/flows/latencies.ts';
import type { LoadRecorder } from '../../../network/flows/loadRecorder.ts';
import type { ServerOfLoad } from '../../../network/flows/loadSpan.ts';
import { FortioCounter, FortioHistogram } from './fortioHistogram.ts';

/** fortio's number for a request without an answer. */
export const socketError = -1;

/** Sizes of an answer in bytes. */
export interface AnswerSize {
  readonly head: number;
  readonly total: number;
}

/** What has come of a load's requests in some time. Counts may be fractions. */
export class LoadNews {
  /** Good answers. */
  answered = 0;
  /** Of all answers, milliseconds. */
  readonly latencies = new Latencies();
  readonly errors = new Map<LoadError, number>();
}

/** What has come of a load's requests so far: fortio's figures, and those that charts read. Counts may be fractions. */
export class LoadTally {
  /** Seconds. */
  readonly durations: FortioHistogram;
  readonly errorDurations: FortioHistogram;
  /** Of all calls, milliseconds. */
  readonly latencies = new Latencies();
  readonly sleeps = new FortioHistogram(-0.001, 0.001);
  readonly heads = new FortioCounter();
  readonly totals = new FortioCounter();
  readonly codes = new Map<number, number>();
  readonly errors = new Map<LoadError, number>();
  sockets = 0;
  readonly #recorder: LoadRecorder;
  #size: AnswerSize = { head: 0, total: 0 };
  #news = new LoadNews();

  constructor(recorder: LoadRecorder, resolutionS: number) {
    this.#recorder = recorder;
    this.durations = new FortioHistogram(0, resolutionS);
    this.errorDurations = new FortioHistogram(0, resolutionS);
  }

  get calls(): number {
    return this.durations.count;
  }

  /** What has come since this was asked for the last time. */
  takeNews(): LoadNews {
    const news = this.#news;
    this.#news = new LoadNews();
    return news;
  }

  offered(count: number): void {
    this.#recorder.offered(count);
  }

  /** Answers are as large as this, as a real one has shown. */
  measured(size: AnswerSize): void {
    this.#size = size;
  }

  /** There was an answer; one that is not OK is a failure, too. Without a size it is as large as the last one. */
  answered(latencyMs: number, count: number, status: number, server?: ServerOfLoad, size?: AnswerSize): void {
    this.#size = size ?? this.#size;
    this.#count(status, latencyMs, count, this.#size);
    this.#news.latencies.add(latencyMs, count);
    if (isOk(status)) {
      this.#news.answered += count;
      this.#recorder.answered(latencyMs, count, server);
    } else this.#fail(String(status), latencyMs, count, server, latencyMs);
  }

  failed(kind: LoadError, latencyMs: number, count: number, server?: ServerOfLoad): void {
    // What was never sent is no call.
    if (kind !== 'notSent') this.#count(socketError, latencyMs, count, { head: 0, total: 0 });
    this.#fail(kind, latencyMs, count, server);
  }

  waiting(server: ServerOfLoad, count: number): void {
    this.#recorder.waiting(server, count);
  }

  end(): void {
    this.#recorder.end();
  }

  #count(code: number, latencyMs: number, count: number, { head, total }: AnswerSize): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + count);
    this.durations.add(latencyMs / 1000, count);
    this.latencies.add(latencyMs, count);
    this.heads.add(isOk(code) ? head : 0, count);
    this.totals.add(total, count);
  }

  #fail(kind: LoadError, latencyMs: number, count: number, server?: ServerOfLoad, answeredMs?: number): void {
    for (const errors of [this.errors, this.#news.errors]) errors.set(kind, (errors.get(kind) ?? 0) + count);
    if (kind !== 'notSent') this.errorDurations.add(latencyMs / 1000, count);
    this.#recorder.failed(kind, count, server, answeredMs);
  }
}

/** What fortio takes for a good answer. */
export function isOk(status: number): boolean {
  return (status >= 200 && status <= 299) || status === 418;
}
