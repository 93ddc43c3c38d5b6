/** The size that a new ReplicaSet may have by now (`NewRSNewReplicas`). `total` counts all ReplicaSets, the new one too. */
export function newReplicaSetSize(
  wanted: number,
  maxSurge: number,
  sizes: { readonly total: number; readonly own: number },
): number {
  const room = wanted + maxSurge - sizes.total;
  return room <= 0 ? sizes.own : sizes.own + Math.min(room, wanted - sizes.own);
}

/** A ReplicaSet among those that share a Deployment's change of size. */
export interface Portion {
  readonly name: string;
  readonly size: number;
  /** The most replicas that its Deployment could have when the ReplicaSet was last scaled; undefined where it does not say. */
  readonly maxReplicas: number | undefined;
}

/**
 * The sizes after a Deployment was scaled in the middle of a rollout: each ReplicaSet takes its part of what comes or goes,
 * the first one (the largest) what rounding leaves over (`getReplicaSetFraction`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling). `wanted` and `maxSurge` are
 * the Deployment's, `currentTotal` the replicas in its status. The portions come in the order in which they are served.
 */
export function proportionalSizes(
  portions: readonly Portion[],
  wanted: number,
  maxSurge: number,
  currentTotal: number,
): ReadonlyMap<string, number> {
  const allowed = wanted > 0 ? wanted + maxSurge : 0;
  const toAdd = allowed - portions.reduce((sum, { size }) => sum + size, 0);
  const sizes = new Map(portions.map(({ name, size }) => [name, size]));
  if (toAdd === 0) return sizes;
  let added = 0;
  for (const portion of portions) {
    const { name, size } = portion;
    if (size === 0 || toAdd === added) continue;
    const part = partOf(portion, wanted, maxSurge, currentTotal);
    const left = toAdd - added;
    const taken = toAdd > 0 ? Math.min(part, left) : Math.max(part, left);
    sizes.set(name, size + taken);
    added += taken;
  }
  const [first] = portions;
  if (first) sizes.set(first.name, Math.max(0, (sizes.get(first.name) as number) + toAdd - added));
  return sizes;
}

/** How many replicas a ReplicaSet would gain or lose if it kept its part of the whole. */
function partOf({ size, maxReplicas }: Portion, wanted: number, maxSurge: number, currentTotal: number): number {
  if (wanted === 0) return -size;
  const before = maxReplicas ?? currentTotal;
  if (before === 0) return 0;
  return roundHalfAway((size * (wanted + maxSurge)) / before) - size;
}

/** Go's rounding: a half goes away from zero. */
function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}
