import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { type Change, frozen } from './change.ts';

/** Fields that the API server writes. */
const byServer = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
]);

/** What becomes of a change in an object's own metadata. */
export function changeOfMetadata(kind: KindInfo, path: FieldPath): Change | undefined {
  const field = path[1];
  if (typeof field !== 'string') return undefined;
  if (field === 'name')
    return frozen(`A manifest with another name is another ${kind.kind}: applying it leaves the old one behind.`);
  if (field === 'namespace' && kind.namespaced)
    return frozen('The same name in another Namespace is another object; the old one stays where it is.');
  if (byServer.has(field)) return { effect: 'limited', text: 'The API server writes it: leave it out of a manifest.' };
  return undefined;
}
