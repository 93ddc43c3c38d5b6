/** How many a controller begins with (`SlowStartInitialBatchSize`). */
const initialBatchSize = 1;

/**
 * Does `count` things in batches of 1, 2, 4, …: where one of a batch fails, there is no next batch, so that a thousand
 * Pods that a quota refuses cost one request. Returns how many succeeded (`slowStartBatch` of kube-controller-manager).
 */
export function slowStart(count: number, act: () => boolean): number {
  let done = 0;
  let remaining = count;
  for (let size = Math.min(remaining, initialBatchSize); size > 0; size = Math.min(2 * size, remaining)) {
    let failed = 0;
    for (let i = 0; i < size; i++) if (!act()) failed += 1;
    done += size - failed;
    if (failed > 0) break;
    remaining -= size;
  }
  return done;
}
