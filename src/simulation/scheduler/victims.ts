import type { PodInfo } from './podInfo.ts';

/** A Node on which a Pod would fit, if some others went. */
export interface Candidate {
  readonly nodeName: string;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  /** How many of them a PodDisruptionBudget wants to keep. */
  readonly violations: number;
}

/** A higher priority is more important, then an earlier start; one that has not started comes last. */
export function byImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [startA, startB] = [startOf(a), startOf(b)];
  return startA === startB ? 0 : startA < startB ? -1 : 1;
}

/** The Node where least is lost, by kube-scheduler's criteria one after another. */
export function bestCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let best = candidates;
  for (const loss of losses) {
    if (best.length <= 1) break;
    const values = best.map(loss);
    const least = Math.min(...values);
    best = best.filter((_, i) => values[i] === least);
  }
  // The latest start of the most important victims: they have lost the least work.
  const starts = best.map(earliestStart);
  const latest = [...starts].sort().at(-1) ?? '';
  return best[starts.indexOf(latest)];
}

/** Weighs each victim so that many of a low priority count more than few. */
const priorityOffset = 2 ** 31;

const losses: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => Math.max(...victims.map(({ priority }) => priority)),
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + priorityOffset, 0),
  ({ victims }) => victims.length,
];

function earliestStart({ victims }: Candidate): string {
  const highest = Math.max(...victims.map(({ priority }) => priority));
  const starts = victims.filter(({ priority }) => priority === highest).map(startOf);
  return starts.sort()[0] ?? '';
}

/** Times of the API compare as texts. */
function startOf({ pod }: PodInfo): string {
  return pod.status?.startTime ?? '9999';
}
