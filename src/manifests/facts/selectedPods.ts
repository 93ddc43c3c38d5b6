import { type LabelQuery, matchesLabels, matchesSelector, queryOf } from '../../api/labels.ts';
import { addTo } from '../listsByKey.ts';
import type { ManifestSet, PlacedManifest } from '../manifestSet.ts';
import { listAt, valueAt } from '../plainLookup.ts';
import { labelsAt } from './podTemplate.ts';
import type { WrittenSelector } from './writtenSelectors.ts';

/** A selector, and the manifest that it stands in. */
export interface PlacedSelector {
  readonly manifest: PlacedManifest;
  readonly selector: WrittenSelector;
}

/** Which of the set's manifests make Pods that the selector selects, in the set's order; a malformed selector selects none. */
export function selectedPods(
  set: ManifestSet,
  manifest: PlacedManifest,
  selector: WrittenSelector,
): readonly PlacedManifest[] {
  const query = queryOfWritten(selector);
  if (!query) return [];
  if (selector.role === 'owner') return matchesLabels(query, manifest.facts.pods?.labels) ? [manifest] : [];
  return scopeOf(set, manifest, selector).flatMap((namespace) => podsIn(set, namespace, query));
}

/** The selectors of the set that select Pods of this manifest, in the set's order; those of its own among them. */
export function selectorsOfPods(set: ManifestSet, pods: PlacedManifest): readonly PlacedSelector[] {
  let known = selectorsByPods.get(set);
  if (!known) {
    known = new Map();
    for (const manifest of set.manifests) {
      for (const selector of manifest.facts.selectors) {
        for (const selected of selectedPods(set, manifest, selector)) {
          addTo(known, selected, { manifest, selector });
        }
      }
    }
    selectorsByPods.set(set, known);
  }
  return known.get(pods) ?? [];
}

/** The Namespaces whose Pods a selector looks at, as far as the set knows of them. */
function scopeOf(set: ManifestSet, manifest: PlacedManifest, { path, role }: WrittenSelector): string[] {
  if (role !== 'affinity' && role !== 'networkPeer') return [manifest.namespace];
  const term = valueAt(manifest.document.value, path.slice(0, -1));
  const listed = listAt(term, ['namespaces']).filter((name): name is string => typeof name === 'string');
  const ofNamespaces = valueAt(term, ['namespaceSelector']);
  if (ofNamespaces === null || typeof ofNamespaces !== 'object')
    return listed.length > 0 ? listed : [manifest.namespace];
  const chosen = [...podIndexOf(set).byNamespace.keys()].filter((namespace) =>
    matchesSelector(ofNamespaces, labelsOfNamespace(set, namespace)),
  );
  return [...new Set([...listed, ...chosen])];
}

/** Those of the manifest's document, and the one that every Namespace gets. */
function labelsOfNamespace(set: ManifestSet, name: string): Record<string, string> {
  const written = set.named('Namespace', '', name)[0]?.document.value;
  return { ...labelsAt(written, ['metadata', 'labels']), 'kubernetes.io/metadata.name': name };
}

interface PodIndex {
  readonly byNamespace: ReadonlyMap<string, readonly PlacedManifest[]>;
  readonly byLabel: ReadonlyMap<string, readonly PlacedManifest[]>;
}

const selectorsByPods = new WeakMap<ManifestSet, Map<PlacedManifest, PlacedSelector[]>>();
const indexes = new WeakMap<ManifestSet, PodIndex>();
const queries = new WeakMap<WrittenSelector, { readonly query: LabelQuery | undefined }>();

function queryOfWritten(selector: WrittenSelector): LabelQuery | undefined {
  let known = queries.get(selector);
  if (!known) {
    const { query, problem } = queryOf(selector.selector);
    known = { query: problem === undefined ? query : undefined };
    queries.set(selector, known);
  }
  return known.query;
}

function podsIn(set: ManifestSet, namespace: string, query: LabelQuery): readonly PlacedManifest[] {
  const { byNamespace, byLabel } = podIndexOf(set);
  const all = byNamespace.get(namespace) ?? [];
  if (query.length === 0) return all;
  let fewest = all;
  for (const { key, operator, values } of query) {
    if (operator !== '=') continue;
    const having = byLabel.get(labelKey(namespace, key, values[0] ?? '')) ?? [];
    if (having.length < fewest.length) fewest = having;
  }
  return fewest.filter(({ facts }) => matchesLabels(query, facts.pods?.labels));
}

function podIndexOf(set: ManifestSet): PodIndex {
  let index = indexes.get(set);
  if (!index) {
    index = indexOf(set.withPods());
    indexes.set(set, index);
  }
  return index;
}

function indexOf(pods: readonly PlacedManifest[]): PodIndex {
  const byNamespace = new Map<string, PlacedManifest[]>();
  const byLabel = new Map<string, PlacedManifest[]>();
  for (const manifest of pods) {
    const { namespace } = manifest;
    addTo(byNamespace, namespace, manifest);
    for (const [key, value] of Object.entries(manifest.facts.pods?.labels ?? {})) {
      addTo(byLabel, labelKey(namespace, key, value), manifest);
    }
  }
  return { byNamespace, byLabel };
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}/${key}=${value}`;
}
