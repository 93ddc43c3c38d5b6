import { isGiven } from './facts/givenObjects.ts';
import { selectedPods } from './facts/selectedPods.ts';
import { type ManifestSet, noFile, type PlacedManifest } from './manifestSet.ts';

/**
 * The manifests that a trial of a file needs: the file's own and those of `others`, and of the rest those that these name, those whose
 * Pods they select, and their Namespaces' limits. Of objects that several files have, as the variants of one application do, the
 * file's own or the nearest is taken. In the set's order.
 */
export function trialScope(set: ManifestSet, file: string, others: ReadonlySet<string>): PlacedManifest[] {
  const scope = new Set(set.inFile(file));
  const names = new Set([...scope].map(nameOf));
  const add = (manifest: PlacedManifest) => {
    if (names.has(nameOf(manifest))) return;
    names.add(nameOf(manifest));
    scope.add(manifest);
  };
  for (const other of others) set.inFile(other).forEach(add);
  const spaces = new Set([...scope].map(({ namespace }) => namespace));
  // A Set that grows while it is walked gives what was added, too.
  for (const manifest of scope) {
    for (const { kind, name, namespace = manifest.namespace } of manifest.facts.references) {
      nearestFirst(set.named(kind, namespace, name), file).forEach(add);
    }
    for (const selector of manifest.facts.selectors) {
      if (selector.role === 'service') nearestFirst(selectedPods(set, manifest, selector), file).forEach(add);
    }
  }
  for (const kind of ['LimitRange', 'ResourceQuota']) {
    for (const limits of nearestFirst(set.ofKind(kind), file)) if (spaces.has(limits.namespace)) add(limits);
  }
  // Of a cluster's own objects only those that hold something are tried again; it makes the rest itself.
  return set.manifests.filter(
    (manifest) => scope.has(manifest) && (manifest.file !== noFile || isContent(set, manifest)),
  );
}

function nameOf({ kind, namespace, name }: PlacedManifest): string {
  return `${kind.group} ${kind.kind} ${namespace}/${name}`;
}

/** Those whose files share the longest beginning of their paths come first. */
function nearestFirst(manifests: readonly PlacedManifest[], file: string): PlacedManifest[] {
  return manifests.toSorted((a, b) => sharedFolders(b.file, file) - sharedFolders(a.file, file));
}

function sharedFolders(a: string, b: string): number {
  const others = b.split('/');
  const at = a.split('/').findIndex((part, index) => part !== others[index]);
  return at < 0 ? others.length : at;
}

const contents: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'Service',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'PriorityClass',
  'LimitRange',
  'ResourceQuota',
]);

function isContent(set: ManifestSet, { kind, namespace, name }: PlacedManifest): boolean {
  return contents.has(kind.kind) && !isGiven(set, kind.kind, namespace, name);
}
