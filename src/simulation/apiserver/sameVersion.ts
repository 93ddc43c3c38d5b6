import type { KubernetesObject } from '../../api/objects.ts';
import { sameJson } from './equality.ts';

/**
 * Whether a new version of an object says nothing new. That a manager wrote again what it had written is nothing new: a
 * real server, too, does not store a version for the times in `managedFields` alone.
 */
export function sameButForTimes(next: KubernetesObject, old: KubernetesObject): boolean {
  if (!sameJson(withoutManagers(next), withoutManagers(old))) return false;
  const entries = next.metadata?.managedFields ?? [];
  const known = old.metadata?.managedFields ?? [];
  if (entries === known) return true;
  return entries.length === known.length && entries.every((entry, i) => sameJson(timeless(entry), timeless(known[i])));
}

function withoutManagers({ metadata, ...rest }: KubernetesObject): object {
  return { ...rest, metadata: { ...metadata, managedFields: undefined } };
}

function timeless(entry: object | undefined): object {
  return { ...entry, time: undefined };
}
