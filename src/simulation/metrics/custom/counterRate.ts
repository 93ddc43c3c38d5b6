/** The value of a series when it was looked at. */
export interface TimedValue {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly value: number;
}

/** A gap that is this much longer than usual is a missing value, not an end that is near. */
const usualGap = 1.1;

/**
 * By how much a counter grew per second in the window before `nowMs`, as Prometheus' `rate` finds it: what lies between the
 * first and the last value, carried on to the ends of the window where these are near
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#rate). Undefined with fewer than two values. `values` are
 * in the order of their times.
 */
export function counterRate(values: readonly TimedValue[], nowMs: number, windowMs: number): number | undefined {
  const inWindow = values.filter(({ atMs }) => atMs > nowMs - windowMs && atMs <= nowMs);
  const [first] = inWindow;
  const last = inWindow.at(-1);
  if (!first || !last || inWindow.length < 2) return undefined;
  let growth = last.value - first.value;
  for (const [index, { value }] of inWindow.entries()) {
    const before = inWindow[index - 1];
    // A counter that went back began anew from nothing.
    if (before && value < before.value) growth += before.value;
  }
  const sampledMs = last.atMs - first.atMs;
  const gapMs = sampledMs / (inWindow.length - 1);
  const near = (distanceMs: number) => (distanceMs >= gapMs * usualGap ? gapMs / 2 : distanceMs);
  let startMs = near(first.atMs - (nowMs - windowMs));
  // It was not below nothing before.
  if (growth > 0 && first.value >= 0) startMs = Math.min(startMs, sampledMs * (first.value / growth));
  const endMs = near(nowMs - last.atMs);
  return (growth * (sampledMs + startMs + endMs)) / sampledMs / (windowMs / 1000);
}
