import type { ManifestSet } from '../../manifestSet.ts';
import { listAt, textAt } from '../../plainLookup.ts';
import type { RelationRule } from '../rule.ts';
import { missingObject } from './missingObject.ts';

const missing = missingObject({
  id: 'relation/missing-claim',
  severity: 'warning',
  kinds: ['PersistentVolumeClaim'],
  outcome: () => 'the Pod stays Pending before it is there',
});

/** A PersistentVolumeClaim that a Pod mounts. StatefulSets make theirs by their templates: `data-web-0`. */
export const missingClaim: RelationRule = {
  ...missing,
  check(manifest, set) {
    const remarks = missing.check(manifest, set);
    return remarks.filter(({ path }) => !isTemplated(set, manifest.namespace, textAt(manifest.document.value, path)));
  },
};

function isTemplated(set: ManifestSet, namespace: string, claim = ''): boolean {
  return set.ofKind('StatefulSet').some(
    (owner) =>
      owner.namespace === namespace &&
      listAt(owner.document.value, ['spec', 'volumeClaimTemplates']).some((template) => {
        const beginning = `${textAt(template, ['metadata', 'name'])}-${owner.name}-`;
        return claim.startsWith(beginning) && /^\d+$/.test(claim.slice(beginning.length));
      }),
  );
}
