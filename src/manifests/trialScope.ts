import { selectedPods } from './facts/selectedPods.ts';
import { type ManifestSet, noFile, type PlacedManifest } from './manifestSet.ts';

/**
 * The manifests that a trial of some files needs: the files' own, and of the others those that they name, those whose Pods they select,
 * and the Namespace's limits. In the set's order.
 */
export function trialScope(set: ManifestSet, files: ReadonlySet<string>): PlacedManifest[] {
  const scope = new Set(set.manifests.filter(({ file }) => files.has(file)));
  const spaces = new Set([...scope].map(({ namespace }) => namespace));
  // A Set that grows while it is walked gives what was added, too.
  for (const manifest of scope) {
    for (const { kind, name, namespace = manifest.namespace } of manifest.facts.references) {
      for (const named of set.named(kind, namespace, name).slice(0, 1)) scope.add(named);
    }
    for (const selector of manifest.facts.selectors) {
      if (selector.role === 'service') for (const pods of selectedPods(set, manifest, selector)) scope.add(pods);
    }
  }
  for (const kind of ['LimitRange', 'ResourceQuota']) {
    for (const limits of set.ofKind(kind)) if (spaces.has(limits.namespace)) scope.add(limits);
  }
  // Of a cluster's own objects only those that hold something are tried again; it makes the rest itself.
  return set.manifests.filter((manifest) => scope.has(manifest) && (manifest.file !== noFile || isContent(manifest)));
}

function isContent({ kind }: PlacedManifest): boolean {
  return ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'Service', 'Deployment', 'StatefulSet'].includes(kind.kind);
}
