import type { LoadError } from '../../../../api/load.ts';
import type { LoadRecorder } from '../../../network/flows/loadRecorder.ts';
import { goDuration } from './goNumbers.ts';
import type { LoadPlan } from './loadPlan.ts';
import type { LoadTally } from './loadTally.ts';

/** The lines that a staged load prints while it goes on, and at its end. */
export class StageReport {
  readonly #recorder: LoadRecorder;
  readonly #plan: LoadPlan;
  readonly #beginMs: number;
  #told = 0;

  constructor(recorder: LoadRecorder, plan: LoadPlan, nowMs: number) {
    this.#recorder = recorder;
    this.#plan = plan;
    this.#beginMs = nowMs;
  }

  /** What has happened since the last line. */
  line(nowMs: number): string {
    const elapsedMs = nowMs - this.#beginMs;
    const { atMs, points } = this.#recorder.series(this.#told);
    const news = points.filter((point) => point.atMs - atMs < elapsedMs);
    this.#told = elapsedMs;
    let spanMs = 0;
    let offered = 0;
    let answered = 0;
    const errors = new Map<LoadError, number>();
    for (const point of news) {
      spanMs += point.spanMs;
      offered += point.offered * point.spanMs;
      answered += point.achieved * point.spanMs;
      for (const [kind, count] of Object.entries(point.errors)) errors.set(kind, (errors.get(kind) ?? 0) + count);
    }
    const slowest = Math.max(0, ...news.map(({ latencyMs }) => latencyMs?.p99 ?? 0));
    const perSecond = (sum: number) => (spanMs === 0 ? '0' : (sum / spanMs).toFixed(1));
    const time = goDuration(Math.round(elapsedMs / 1000) * 1000);
    return `${time}: wanted ${perSecond(offered)}/s, answered ${perSecond(answered)}/s, p99 ${shown(slowest)}${errorsText(errors)}\n`;
  }

  summary(tally: LoadTally, nowMs: number): string {
    const { calls, latencies, errors, codes } = tally;
    const good = [...codes].reduce((sum, [code, count]) => sum + (code >= 200 && code < 300 ? count : 0), 0);
    const elapsed = goDuration(nowMs - this.#beginMs);
    const { p50, p90, p99 } = latencies.summary ?? { p50: 0, p90: 0, p99: 0 };
    const times = calls > 0 ? `Latency: p50 ${shown(p50)}, p90 ${shown(p90)}, p99 ${shown(p99)}\n` : '';
    return `Ended after ${elapsed}: ${Math.round(calls)} requests to ${this.#plan.url}\nAnswered: ${Math.round(good)}\n${times}${
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
