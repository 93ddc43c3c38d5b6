import { readGoDuration } from './goNumbers.ts';

/** From the end of the stage before it the rate goes evenly to `toRate` within this time; at once where it takes none. */
export interface Stage {
  readonly durationMs: number;
  /** Requests per second. */
  readonly toRate: number;
}

/** As many stages as a plan may have, and requests per second. */
const maxStages = 200;
const maxRate = 100_000;

/** Reads `DURATION:RATE,…`, such as `1m:50,5m:50,0s:500,30s:500,0s:50`; what is wrong with it where something is. */
export function readStages(text: string): readonly Stage[] | string {
  const parts = text.split(',');
  if (parts.length > maxStages) return `more than ${maxStages} stages`;
  const stages: Stage[] = [];
  for (const part of parts) {
    const [, duration = '', rate = ''] = /^\s*([^:\s]+):(\d{1,9}(?:\.\d{1,6})?)\s*$/.exec(part) ?? [];
    const durationMs = readGoDuration(duration);
    if (durationMs === undefined) return `"${part.trim()}" is no stage: write DURATION:RATE, such as 30s:100`;
    if (Number(rate) > maxRate) return `${rate} requests per second are more than ${maxRate}`;
    stages.push({ durationMs, toRate: Number(rate) });
  }
  return stages;
}

/** How long all stages take, milliseconds. */
export function durationOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Requests per second, so long after the beginning. */
export function rateAt(stages: readonly Stage[], elapsedMs: number): number {
  let from = 0;
  let beginMs = 0;
  for (const { durationMs, toRate } of stages) {
    const inMs = elapsedMs - beginMs;
    if (inMs < durationMs) return from + ((toRate - from) * Math.max(0, inMs)) / durationMs;
    from = toRate;
    beginMs += durationMs;
  }
  return from;
}
