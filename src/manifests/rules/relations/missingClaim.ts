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
    const { value } = manifest.document;
    return remarks.filter(({ path }) => {
      // A template of the volume's name takes the volume's place.
      const volume = textAt(value, [...path.slice(0, -2), 'name']);
      if (manifest.kind.kind === 'StatefulSet' && volume && templateNames(value).includes(volume)) return false;
      return !isTemplated(set, manifest.namespace, textAt(value, path));
    });
  },
};

function isTemplated(set: ManifestSet, namespace: string, claim = ''): boolean {
  return set.ofKind('StatefulSet').some(
    (owner) =>
      owner.namespace === namespace &&
      templateNames(owner.document.value).some((template) => {
        const beginning = `${template}-${owner.name}-`;
        return claim.startsWith(beginning) && /^\d+$/.test(claim.slice(beginning.length));
      }),
  );
}

function templateNames(value: unknown): string[] {
  const templates = listAt(value, ['spec', 'volumeClaimTemplates']);
  return templates.flatMap((template) => textAt(template, ['metadata', 'name']) ?? []);
}
