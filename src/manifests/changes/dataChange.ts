import type { FieldPath } from '../../api/field.ts';
import type { KindInfo } from '../../api/kinds.ts';
import { valueAt } from '../plainLookup.ts';
import { type Change, frozen } from './change.ts';

/** What becomes of a change in a ConfigMap, a Secret or a claim. */
export function changeOfData(kind: KindInfo, value: unknown, path: FieldPath): Change | undefined {
  if (kind.kind === 'PersistentVolumeClaim') return changeOfClaim(path);
  if (kind.kind !== 'ConfigMap' && kind.kind !== 'Secret') return undefined;
  const field = path[0];
  const isData = field === 'data' || field === 'binaryData' || field === 'stringData';
  const instead = 'Create another one with another name, and let the Pods name that; or delete it and create it anew.';
  if (valueAt(value, ['immutable']) === true && (isData || field === 'immutable'))
    return frozen(`\`immutable: true\` locks this ${kind.kind} for ever. ${instead}`);
  if (!isData) return undefined;
  return {
    effect: 'follows',
    text: 'After a change, files in mounted volumes follow within a minute or two. Environment variables and `subPath` mounts keep the old value until the Pod is replaced: `kubectl rollout restart`.',
  };
}

function changeOfClaim(path: FieldPath): Change | undefined {
  const [first, field] = path;
  if (first !== 'spec' || field === undefined) return undefined;
  if (field === 'resources')
    return {
      effect: 'limited',
      text: 'Of a bound claim the size may only **grow**, and only where its StorageClass has `allowVolumeExpansion: true`.',
    };
  if (field === 'volumeAttributesClassName')
    return { effect: 'limited', text: 'May be changed once the claim is bound, but not taken away.' };
  return frozen('Create another claim and copy the data: a volume does not change its nature.');
}
