import type { AdvanceOptions, ClusterCondition } from '../api/control.ts';
import type { Cluster } from './cluster.ts';
import { Settling } from './settle.ts';

/** A long jump of virtual time, made in slices. */
export interface Job {
  runSlice(hasTime: () => boolean): 'done' | 'more';
  cancel(): void;
  fail(error: unknown): void;
}

/** Who asked for a job. */
export interface JobClient {
  readonly options: AdvanceOptions;
  readonly resolve: (done: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs `durationMs` of virtual time, counted from when its turn comes. */
export function advancing(cluster: Cluster, durationMs: number, client: JobClient): Job {
  let beginMs: number | undefined;
  return job(client, (hasTime) => {
    const { timeline } = cluster;
    beginMs ??= timeline.nowMs;
    const endMs = beginMs + Math.max(0, durationMs);
    for (let next = timeline.nextTimeMs(); next !== undefined && next <= endMs; next = timeline.nextTimeMs()) {
      if (!hasTime()) return { part: durationMs > 0 ? (timeline.nowMs - beginMs) / durationMs : 1 };
      cluster.step();
    }
    cluster.advanceTo(endMs);
    return { part: 1, result: true };
  });
}

/** Runs until the cluster is settled. */
export function settling(cluster: Cluster, limitMs: number, client: JobClient): Job {
  let settlement: Settling | undefined;
  return job(client, (hasTime) => {
    settlement ??= new Settling(cluster, Math.max(0, limitMs));
    const outcome = settlement.runSlice(hasTime);
    return outcome === 'more' ? { part: settlement.part } : { part: 1, result: outcome === 'settled' };
  });
}

/** Runs until the condition holds; it is asked at the beginning and after each change. */
export function runningUntil(cluster: Cluster, condition: ClusterCondition, limitMs: number, client: JobClient): Job {
  let beginMs: number | undefined;
  let changes = -1;
  return job(client, (hasTime) => {
    const { timeline } = cluster;
    beginMs ??= timeline.nowMs;
    const endMs = beginMs + Math.max(0, limitMs);
    for (;;) {
      if (cluster.changes !== changes) {
        changes = cluster.changes;
        if (condition(cluster)) return { part: 1, result: true };
      }
      const nextMs = timeline.nextTimeMs();
      if (nextMs === undefined || nextMs > endMs) {
        cluster.advanceTo(endMs);
        return { part: 1, result: false };
      }
      if (!hasTime()) return { part: limitMs > 0 ? (timeline.nowMs - beginMs) / limitMs : 1 };
      cluster.step();
    }
  });
}

/** Runs until something changes. */
export function runningToChange(cluster: Cluster, limitMs: number, client: JobClient): Job {
  let before: number | undefined;
  const condition = () => {
    before ??= cluster.changes;
    return cluster.changes !== before;
  };
  return runningUntil(cluster, condition, limitMs, client);
}

function job(client: JobClient, run: (hasTime: () => boolean) => { part: number; result?: boolean }): Job {
  const { options, resolve, reject } = client;
  return {
    runSlice(hasTime) {
      if (options.cancellation?.aborted) {
        resolve(false);
        return 'done';
      }
      const { part, result } = run(hasTime);
      options.onProgress?.(part);
      if (result === undefined) return 'more';
      resolve(result);
      return 'done';
    },
    cancel: () => resolve(false),
    fail: reject,
  };
}
