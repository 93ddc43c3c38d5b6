import type { Deployment, ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { maxSurge, revisionHistoryLimit, wantedReplicas } from './deploymentNumbers.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** What a ReplicaSet does not take over from its Deployment. */
const ownAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  'deprecated.deployment.rollback.to',
]);

/** The former revisions that a ReplicaSet remembers, in characters. */
const maxHistoryLength = 2000;

type Annotations = Readonly<Record<string, string>>;

/** The revision of a ReplicaSet; 0 where it has none. */
export function revisionOf({ metadata }: ReplicaSet): number {
  const text = metadata?.annotations?.[revisionAnnotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : 0;
}

/** The revision that comes after those of all these ReplicaSets. */
export function nextRevision(sets: readonly ReplicaSet[]): number {
  return Math.max(0, ...sets.map(revisionOf)) + 1;
}

/** The size that the Deployment had when a ReplicaSet was last scaled; undefined where it does not say. */
export function desiredReplicasOf(set: ReplicaSet): number | undefined {
  return numberOf(set, desiredAnnotation);
}

/** As `desiredReplicasOf`, with the surge. */
export function maxReplicasOf(set: ReplicaSet): number | undefined {
  return numberOf(set, maxAnnotation);
}

/** What a ReplicaSet notes of its Deployment's size. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const wanted = wantedReplicas(deployment);
  return { [desiredAnnotation]: String(wanted), [maxAnnotation]: String(wanted + maxSurge(deployment)) };
}

/** The annotations of a ReplicaSet that is made for a Deployment's template. */
export function firstAnnotations(deployment: Deployment, revision: number): Annotations {
  return { ...inherited(deployment), [revisionAnnotation]: String(revision), ...sizeAnnotations(deployment) };
}

/**
 * The annotations of the ReplicaSet that has the Deployment's template by now: those of the Deployment, and the newest
 * revision; the one it had comes into its history (`SetNewReplicaSetAnnotations`).
 */
export function currentAnnotations(deployment: Deployment, set: ReplicaSet, revision: number): Annotations {
  const old = set.metadata?.annotations ?? {};
  const next: Record<string, string> = { ...old, ...inherited(deployment) };
  const rises = revisionOf(set) < revision;
  if (rises) next[revisionAnnotation] = String(revision);
  const before = old[revisionAnnotation];
  if (before !== undefined && rises) {
    const history = old[historyAnnotation];
    next[historyAnnotation] = shortened(history ? `${history},${before}` : before);
  }
  return next;
}

/** The ReplicaSets that are too old to be kept: those without Pods, beyond the limit (`cleanupDeployment`). */
export function outdated(deployment: Deployment, old: readonly Stored<ReplicaSet>[]): readonly Stored<ReplicaSet>[] {
  const limit = revisionHistoryLimit(deployment);
  if (limit === undefined) return [];
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return [...alive]
    .sort((a, b) => revisionOf(a) - revisionOf(b))
    .slice(0, Math.max(0, alive.length - limit))
    .filter(
      ({ metadata, spec, status }) =>
        status?.replicas === 0 &&
        spec?.replicas === 0 &&
        (metadata.generation ?? 0) <= (status.observedGeneration ?? 0),
    );
}

function inherited({ metadata }: Deployment): Annotations {
  return Object.fromEntries(Object.entries(metadata?.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key)));
}

/** Without the oldest revisions, so that it does not grow for ever. */
function shortened(history: string): string {
  let text = history;
  while (text.length > maxHistoryLength && text.includes(',')) text = text.slice(text.indexOf(',') + 1);
  return text;
}

function numberOf({ metadata }: ReplicaSet, annotation: string): number | undefined {
  const text = metadata?.annotations?.[annotation];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
