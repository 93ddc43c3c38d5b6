import type { ObjectMeta, Pod } from '../api/generated/objects.ts';
import type { PodOwner } from './podParts.ts';

/** An object with an owner, such as a ReplicaSet. */
interface Owned {
  readonly metadata: ObjectMeta;
}

/** The kinds that own Pods through another kind: which one, by its kind. */
export const kindsBetween: Readonly<Record<string, string>> = { Deployment: 'ReplicaSet', CronJob: 'Job' };

/**
 * The Pods of a workload, the newest first; those that are going come last. `between` are the objects of the kind through
 * which it owns them (`kindsBetween`). Pods of the same second are in the order of their names: which one comes first does
 * not change with their states.
 */
export function ownPods<T extends Pod & Owned>(
  owner: PodOwner & { readonly namespace: string },
  pods: readonly T[],
  between: readonly Owned[],
): T[] {
  const kind = Object.hasOwn(kindsBetween, owner.kind) ? kindsBetween[owner.kind] : undefined;
  const owners = kind
    ? between
        .filter((object) => isOwn(object, owner, owner))
        .map(({ metadata }) => ({ kind, name: metadata.name ?? '' }))
    : [owner];
  return pods
    .filter((pod) => owners.some((one) => isOwn(pod, one, owner)))
    .sort((a, b) => going(a) - going(b) || compare(created(b), created(a)) || compare(nameOf(a), nameOf(b)));
}

function isOwn({ metadata }: Owned, { kind, name }: PodOwner, { namespace }: { readonly namespace: string }): boolean {
  if (metadata.namespace !== namespace) return false;
  return (metadata.ownerReferences ?? []).some(
    (owner) => owner.controller && owner.kind === kind && owner.name === name,
  );
}

function going({ metadata }: Owned): number {
  return metadata.deletionTimestamp ? 1 : 0;
}

function created({ metadata }: Owned): string {
  return String(metadata.creationTimestamp ?? '');
}

function nameOf({ metadata }: Owned): string {
  return metadata.name ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
