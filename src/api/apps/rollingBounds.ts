import { shareOf } from '../shareOf.ts';

/** The strategy RollingUpdate in numbers: the most replicas above the wanted ones, and the most below that may be unavailable. */
export interface RollingBounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
  /** What is wrong with a share: the server takes no such Deployment. */
  readonly problem?: string;
}

/** A number of Pods, or a part of all of them: `2`, `25%`. */
type Share = number | string;

/**
 * The bounds of a rolling update: a surge in per cent rounds up, unavailable ones round down; where both come to nothing,
 * one Pod may be unavailable, since there would be no way on (`ResolveFenceposts` of the deployment controller).
 */
export function rollingBounds(replicas: number, maxSurge: Share = '25%', maxUnavailable: Share = '25%'): RollingBounds {
  const surge = shareOf(maxSurge, replicas, Math.ceil);
  const unavailable = shareOf(maxUnavailable, replicas, Math.floor);
  if (surge === undefined || unavailable === undefined) {
    const problem = 'invalid value for IntOrString: invalid type: string is not a percentage';
    return { maxSurge: 0, maxUnavailable: 0, problem };
  }
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
