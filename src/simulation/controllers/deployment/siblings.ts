import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { sameValue } from '../../../api/sameValue.ts';
import { wantedReplicas } from './deploymentNumbers.ts';
import { templateHashLabel } from './templateHash.ts';

/** The ReplicaSets of one Deployment: that of its template, if there is one, and those of former ones. */
export interface Siblings {
  readonly newest: Stored<ReplicaSet> | undefined;
  readonly old: readonly Stored<ReplicaSet>[];
}

/** Which of the ReplicaSets is the Deployment's new one: the oldest that has its template. */
export function siblingsOf(deployment: Deployment, sets: readonly Stored<ReplicaSet>[]): Siblings {
  const newest = [...sets].sort(byCreation).find(({ spec }) => sameTemplate(spec?.template, deployment.spec?.template));
  return { newest, old: sets.filter((set) => set !== newest) };
}

/** Whether the templates are the same but for the label that the controller adds itself. */
export function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return sameValue(withoutHash(a), withoutHash(b));
}

export function all({ newest, old }: Siblings): readonly Stored<ReplicaSet>[] {
  return newest ? [...old, newest] : old;
}

/** Those that shall have Pods. */
export function active(sets: readonly Stored<ReplicaSet>[]): readonly Stored<ReplicaSet>[] {
  return sets.filter((set) => wantedReplicas(set) > 0);
}

/** The replicas that the ReplicaSets shall have together. */
export function wantedTotal(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + wantedReplicas(set), 0);
}

/** A sum over the ReplicaSets' status. */
export function statusTotal(
  sets: readonly ReplicaSet[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas',
): number {
  return sets.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
}

/** The older first; of the same second by name. */
export function byCreation({ metadata: a }: Stored, { metadata: b }: Stored): number {
  if (a.creationTimestamp !== b.creationTimestamp) return a.creationTimestamp < b.creationTimestamp ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (!template?.metadata?.labels) return template;
  const { [templateHashLabel]: _, ...labels } = template.metadata.labels;
  const { labels: __, ...metadata } = template.metadata;
  return { ...template, metadata: { ...metadata, ...(Object.keys(labels).length > 0 && { labels }) } };
}
