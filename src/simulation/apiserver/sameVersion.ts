import type { KubernetesObject } from '../../api/objects.ts';
import { sameJson } from './equality.ts';
import { managersOf, withoutManagers } from './lateManagers.ts';

/**
 * Whether a new version of an object says nothing new. That a manager wrote again what it had written is nothing new: a
 * real server, too, does not store a version for the times in `managedFields` alone.
 */
export function sameButForTimes(next: KubernetesObject, old: KubernetesObject): boolean {
  const { metadata = {}, ...content } = next;
  const { metadata: oldMetadata, ...oldContent } = old;
  if (!sameJson(content, oldContent)) return false;
  if (!sameJson(withoutManagers(metadata), withoutManagers(oldMetadata ?? {}))) return false;
  if (managersOf(metadata) === managersOf(oldMetadata)) return true;
  const entries = next.metadata?.managedFields ?? [];
  const known = old.metadata?.managedFields ?? [];
  if (entries === known) return true;
  return entries.length === known.length && entries.every((entry, i) => sameJson(timeless(entry), timeless(known[i])));
}

function timeless(entry: object | undefined): object {
  return { ...entry, time: undefined };
}
