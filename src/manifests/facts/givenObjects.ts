import type { ManifestSet } from '../manifestSet.ts';
import { listAt, textAt, valueAt } from '../plainLookup.ts';

/** Namespaces whose objects come with a cluster. */
const clusterNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/**
 * What a cluster has without a manifest: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings,
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/, PriorityClasses of the system.
 */
const given: Readonly<Record<string, RegExp>> = {
  ConfigMap: /^kube-root-ca\.crt$/,
  ServiceAccount: /^default$/,
  PriorityClass: /^system-(cluster|node)-critical$/,
  ClusterRole: /^(admin|edit|view|cluster-admin)$|^system:/,
  Namespace: /^(default|kube-system|kube-public|kube-node-lease)$/,
};

/** Whether this Namespace is the cluster's own, so that manifests know little of what is in it. */
export function isClusterNamespace(namespace: string): boolean {
  return clusterNamespaces.has(namespace);
}

/**
 * Whether an object is there although no manifest of the set is it: a cluster has it by itself, kustomize generates it, or a custom
 * resource of the set has its name and may make it.
 */
export function isGiven(set: ManifestSet, kind: string, namespace: string, name: string): boolean {
  // Names with a placeholder are filled in by some tool.
  if (clusterNamespaces.has(namespace) || /[${}<>]/.test(name)) return true;
  if (Object.hasOwn(given, kind) && given[kind]?.test(name)) return true;
  if (kind === 'Service' && namespace === 'default' && name === 'kubernetes') return true;
  const others = madeByOthers(set);
  if (others.generated.has(`${kind} ${name}`) || others.names.has(name)) return true;
  if (kind === 'Service') return others.prefixes.some((prefix) => name.startsWith(prefix));
  // Operators put what a program needs into objects that bear its name: `shop-db-credentials`, `owner.shop-db.credentials`.
  return (
    ['Secret', 'ConfigMap', 'ServiceAccount'].includes(kind) && partsOf(name).some((part) => others.names.has(part))
  );
}

/** The parts of a name between its dashes and dots, and runs of them; of a long one only some. */
function partsOf(name: string): string[] {
  const words = name
    .slice(0, 253)
    .split(/(?<=[-.])|(?=[-.])/)
    .slice(0, 41);
  const parts: string[] = [];
  for (let start = 0; start < words.length; start += 2) {
    for (let end = start + 1; end <= words.length; end += 2) parts.push(words.slice(start, end).join(''));
  }
  return parts;
}

/** Keys of labels that kustomize gives to what it builds. */
export function labelKeysOfKustomize(set: ManifestSet): ReadonlySet<string> {
  return madeByOthers(set).labelKeys;
}

/** Files of patches of kustomize: what stands in them is an object's part, not another object. */
export function patchFilesOfKustomize(set: ManifestSet): ReadonlySet<string> {
  return madeByOthers(set).patchFiles;
}

interface MadeByOthers {
  /** `ConfigMap web`. */
  readonly generated: Set<string>;
  readonly names: Set<string>;
  readonly prefixes: string[];
  readonly labelKeys: Set<string>;
  readonly patchFiles: Set<string>;
}

const known = new WeakMap<ManifestSet, MadeByOthers>();

function madeByOthers(set: ManifestSet): MadeByOthers {
  let made = known.get(set);
  if (!made) {
    made = { generated: new Set(), names: new Set(), prefixes: [], labelKeys: new Set(), patchFiles: new Set() };
    for (const { file, document } of set.others) {
      const { value, kindName = '', apiVersion = '' } = document;
      const isKustomization = kindName === 'Kustomization' || /(^|[\\/])kustomization\.ya?ml$/i.test(file);
      if (isKustomization && !apiVersion.includes('toolkit.fluxcd.io')) readKustomization(value, file, made);
      else if (apiVersion !== '' && kindName !== '') readCustomResource(value, made);
    }
    known.set(set, made);
  }
  return made;
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
function readKustomization(value: unknown, file: string, made: MadeByOthers): void {
  const generators = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' };
  for (const [field, kind] of Object.entries(generators)) {
    for (const generator of listAt(value, [field])) {
      const name = textAt(generator, ['name']);
      if (name !== undefined) made.generated.add(`${kind} ${name}`);
    }
  }
  const labels = [valueAt(value, ['commonLabels'])];
  for (const item of listAt(value, ['labels'])) labels.push(valueAt(item, ['pairs']));
  for (const pairs of labels) {
    if (pairs !== null && typeof pairs === 'object') for (const key of Object.keys(pairs)) made.labelKeys.add(key);
  }
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const patches = [...listAt(value, ['patches']), ...listAt(value, ['patchesJson6902'])].map((patch) =>
    textAt(patch, ['path']),
  );
  for (const path of [...patches, ...listAt(value, ['patchesStrategicMerge'])]) {
    if (typeof path === 'string' && !path.includes('\n')) made.patchFiles.add(pathFrom(folder, path));
  }
}

/** Operators name what they make like the resource, or as it says: certificates, sealed and external Secrets. */
function readCustomResource(value: unknown, made: MadeByOthers): void {
  const name = textAt(value, ['metadata', 'name']);
  const places = [
    ['spec', 'secretName'],
    ['spec', 'target', 'name'],
    ['spec', 'template', 'metadata', 'name'],
  ];
  for (const text of [name, ...places.map((path) => textAt(value, path))]) if (text) made.names.add(text);
  if (name) made.prefixes.push(`${name}-`);
}

/** The path of a file as it is seen from a folder: `../patch.yaml` from `a/b/` is `a/patch.yaml`. */
function pathFrom(folder: string, path: string): string {
  let from = folder;
  let rest = path;
  for (let step = /^(\.\.?)\/+/.exec(rest); step; step = /^(\.\.?)\/+/.exec(rest)) {
    if (step[1] === '..') from = from.replace(/[^/\\]+[/\\]$/, '');
    rest = rest.slice(step[0].length);
  }
  return from + rest;
}
