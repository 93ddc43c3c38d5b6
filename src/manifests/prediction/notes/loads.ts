import type { Service } from '../../../api/generated/objects.ts';
import type { LoadPoint } from '../../../api/load.ts';
import type { Stored } from '../../../api/objects.ts';
import type { Evidence } from '../evidence.ts';
import type { TrialRemark } from '../noteMaker.ts';
import { counted, spanText } from '../spans.ts';

/** `1 request/s`, `120 requests/s`. */
export function rateText(requestsPerSecond: number): string {
  const rounded = requestsPerSecond < 10 ? Math.round(requestsPerSecond * 10) / 10 : Math.round(requestsPerSecond);
  return `${counted(rounded, 'request')}/s`;
}

/** Says how a Service bears the chosen load, at its ports. */
export function loadRemark({ load, witness }: Evidence, { metadata }: Stored<Service>): TrialRemark | undefined {
  if (!load || load.service.name !== metadata.name || load.service.namespace !== metadata.namespace) return undefined;
  const path = ['spec', 'ports'];
  const points = load.series()?.points ?? [];
  const last = points.filter(({ spanMs }) => spanMs >= 1_000).at(-1);
  const rate = rateText(load.requestsPerSecond);
  if (!last || load.beganMs === undefined) {
    const detail = `The load began after ${spanText(load.beganMs ?? witness.nowMs)}, and no request was answered.`;
    return { path, part: 'key', severity: 'error', code: 'load', title: `${rate}: no answer`, detail };
  }
  const errors = errorsOf(points);
  const lost = [...errors.values()].reduce((sum, count) => sum + count, 0);
  const words = [...errors].map(([kind, count]) => `${Math.round(count)} ${errorWords[kind] ?? kind}`).join(', ');
  const isGood = last.achieved >= last.offered * 0.98 && Object.keys(last.errors).length === 0;
  const latency = last.latencyMs
    ? `half within ${Math.round(last.latencyMs.p50)} ms, 99 % within ${Math.round(last.latencyMs.p99)} ms`
    : 'none in time';
  const before = lost >= 1 ? ` in the end, ${Math.round(lost)} lost before` : '';
  const title = isGood
    ? `${rate}: all answered${before || `, 99 % within ${Math.round(last.latencyMs?.p99 ?? 0)} ms`}`
    : `${rate}: only ${rateText(last.achieved)} answered well`;
  const detail = `In the end ${rateText(last.achieved)} of ${rateText(last.offered)} are answered, ${latency}. Failed in all: ${words || 'none'}. What a request costs is a typical cost of the image, not a measurement of your program.`;
  return { path, part: 'key', severity: isGood ? 'info' : 'warning', code: 'load', title, detail };
}

/** What a failure is called; a number is an HTTP status. */
const errorWords: Readonly<Record<string, string>> = {
  timeout: 'without an answer in time',
  notSent: 'never sent, since too many waited',
  refused: 'refused',
  reset: 'broken off',
  noName: 'because nobody knew the name',
};

function errorsOf(points: readonly LoadPoint[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { errors } of points) {
    for (const [kind, count] of Object.entries(errors)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  }
  return sums;
}
