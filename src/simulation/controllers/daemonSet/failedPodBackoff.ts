/** How long a DaemonSet waits before it replaces another failed Pod on a Node: 1 s, doubled up to 15 minutes. */
const firstMs = 1_000;
const maxMs = 15 * 60_000;

/** Keeps a DaemonSet and a kubelet that refuses its Pods from fighting without a pause (`failedPodsBackoff`). */
export class FailedPodBackoff {
  readonly #known = new Map<string, { readonly backoffMs: number; readonly sinceMs: number }>();

  /** 0 where a failed Pod may be replaced now, which is counted; otherwise how long it is until then. */
  waitMs(key: string, nowMs: number): number {
    const known = this.#known.get(key);
    // After a long peace all is forgotten.
    const isFresh = known !== undefined && nowMs - known.sinceMs <= 2 * maxMs;
    if (isFresh && nowMs - known.sinceMs < known.backoffMs) return known.sinceMs + known.backoffMs - nowMs;
    this.#known.set(key, { backoffMs: isFresh ? Math.min(2 * known.backoffMs, maxMs) : firstMs, sinceMs: nowMs });
    return 0;
  }
}
