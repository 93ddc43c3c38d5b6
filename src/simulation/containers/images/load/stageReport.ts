import type { LoadError } from '../../../../api/load.ts';
import { goDuration } from './goNumbers.ts';
import type { LoadTally } from './loadTally.ts';
import { dueUntil, type Stage } from './ratePlan.ts';

/** The lines that a staged load prints while it goes on, and at its end. */
export class StageReport {
  readonly #tally: LoadTally;
  readonly #url: string;
  readonly #stages: readonly Stage[];
  readonly #beginMs: number;
  #toldMs = 0;

  constructor(tally: LoadTally, url: string, stages: readonly Stage[], nowMs: number) {
    this.#tally = tally;
    this.#url = url;
    this.#stages = stages;
    this.#beginMs = nowMs;
  }

  /** What has happened since the last line. */
  line(nowMs: number): string {
    const elapsedMs = nowMs - this.#beginMs;
    const spanMs = elapsedMs - this.#toldMs;
    const wanted = dueUntil(this.#stages, elapsedMs) - dueUntil(this.#stages, this.#toldMs);
    this.#toldMs = elapsedMs;
    const { answered, latencies, errors } = this.#tally.takeNews();
    const perSecond = (count: number) => ((count * 1000) / spanMs).toFixed(1);
    const time = goDuration(Math.round(elapsedMs / 100) * 100);
    return `${time}: wanted ${perSecond(wanted)}/s, answered ${perSecond(answered)}/s, p99 ${shown(latencies.summary?.p99 ?? 0)}${errorsText(errors)}\n`;
  }

  summary(nowMs: number): string {
    const { calls, latencies, errors, codes } = this.#tally;
    const good = [...codes].reduce((sum, [code, count]) => sum + (code >= 200 && code < 300 ? count : 0), 0);
    const elapsed = goDuration(nowMs - this.#beginMs);
    const { p50, p90, p99 } = latencies.summary ?? { p50: 0, p90: 0, p99: 0 };
    const times = calls > 0 ? `Latency: p50 ${shown(p50)}, p90 ${shown(p90)}, p99 ${shown(p99)}\n` : '';
    return `Ended after ${elapsed}: ${Math.round(calls)} requests to ${this.#url}\nAnswered: ${Math.round(good)}\n${times}${
      errors.size > 0 ? `Failed: ${errorsText(errors).replace(/^, /, '')}\n` : ''
    }`;
  }
}

function errorsText(errors: ReadonlyMap<LoadError, number>): string {
  return [...errors]
    .filter(([, count]) => count >= 0.5)
    .map(([kind, count]) => `, ${kind} ${Math.round(count)}`)
    .join('');
}

function shown(ms: number): string {
  return ms >= 1_000 ? `${(ms / 1000).toFixed(1)}s` : ms >= 10 ? `${Math.round(ms)}ms` : `${ms.toFixed(1)}ms`;
}
