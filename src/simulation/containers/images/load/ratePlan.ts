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

/** Requests that are due by so long after the beginning; a fraction where one is on its way. */
export function dueUntil(stages: readonly Stage[], elapsedMs: number): number {
  let due = 0;
  let from = 0;
  let beginMs = 0;
  for (const { durationMs, toRate } of stages) {
    const inMs = Math.min(durationMs, elapsedMs - beginMs);
    if (inMs > 0) due += ((from + ((toRate - from) * inMs) / durationMs / 2) * inMs) / 1000;
    from = toRate;
    beginMs += durationMs;
  }
  return due;
}

/** When the request is due that has so many before it, milliseconds after the beginning; nothing where there is none. */
export function dueAt(stages: readonly Stage[], before: number): number | undefined {
  let due = 0;
  let from = 0;
  let beginMs = 0;
  for (const { durationMs, toRate } of stages) {
    const inStage = ((from + toRate) * durationMs) / 2000;
    if (before < due + inStage - 1e-9) {
      const left = Math.max(0, before - due) * 1000;
      const root = Math.sqrt(from * from + (2 * (toRate - from) * left) / durationMs);
      return left === 0 ? beginMs : beginMs + (2 * left) / (from + root);
    }
    due += inStage;
    from = toRate;
    beginMs += durationMs;
  }
  return undefined;
}
