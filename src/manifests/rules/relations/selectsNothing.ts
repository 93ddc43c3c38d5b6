import type { FieldPath } from '../../../api/field.ts';
import { formatLabelQuery } from '../../../api/labels.ts';
import { type EmptySelection, emptySelection } from '../../facts/emptySelection.ts';
import type { WrittenSelector } from '../../facts/writtenSelectors.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { textAt } from '../../plainLookup.ts';
import type { RelationRule, Remark } from '../rule.ts';
import { calledIn, listedNames, shortName } from '../wording.ts';

/** A Service whose labels no Pod has: requests to it go nowhere. */
export const serviceSelectsNothing: RelationRule = {
  id: 'relation/service-selects-nothing',
  severity: 'warning',
  check(manifest, set) {
    // The selector of an ExternalName is not looked at.
    if (textAt(manifest.document.value, ['spec', 'type']) === 'ExternalName') return [];
    return remarksOf(manifest, set, 'service', 'This Service selects no Pod, so nobody answers its requests.');
  },
};

/** A PodDisruptionBudget that protects nothing. */
export const budgetSelectsNothing: RelationRule = {
  id: 'relation/budget-selects-nothing',
  severity: 'warning',
  check: (manifest, set) =>
    remarksOf(manifest, set, 'budget', 'This PodDisruptionBudget selects no Pod, so it protects nothing.'),
};

/** A NetworkPolicy that guards nothing; it may be written ahead of its Pods. */
export const networkPolicySelectsNothing: RelationRule = {
  id: 'relation/network-policy-selects-nothing',
  severity: 'info',
  check: (manifest, set) =>
    remarksOf(manifest, set, 'networkPolicy', 'This NetworkPolicy selects no Pod, so it guards nothing.'),
};

function remarksOf(manifest: PlacedManifest, set: ManifestSet, role: WrittenSelector['role'], so: string): Remark[] {
  return manifest.facts.selectors.flatMap((selector) => {
    const found = selector.role === role ? emptySelection(set, manifest, selector) : undefined;
    if (!found) return [];
    return [{ ...placeOf(selector, found), message: `${so} ${reasonOf(manifest, found)}` }];
  });
}

/** The one label that is wrong, or the selector. */
function placeOf(selector: WrittenSelector, found: EmptySelection): { path: FieldPath; part: 'key' | 'value' } {
  const only = found.reason === 'labels' && found.missed.length === 1 ? found.missed[0] : undefined;
  if (only?.operator === '=') return { path: [...selector.labelsPath, { key: only.key }], part: 'value' };
  return { path: selector.path, part: 'key' };
}

function reasonOf(manifest: PlacedManifest, found: EmptySelection): string {
  if (found.reason === 'nothing-near') {
    return `No Pod in these manifests has ${shortName(formatLabelQuery(found.query))}.`;
  }
  const nearest = calledIn(found.nearest);
  const pods = found.nearest.kind.kind === 'Pod' ? nearest : `the Pods of ${nearest}`;
  if (found.reason === 'namespace') {
    const { namespace } = found.nearest;
    return `Its labels fit ${pods} in Namespace ${shortName(namespace)}, but a selector looks only into its own Namespace, ${shortName(manifest.namespace)}.`;
  }
  if (found.reason === 'template') {
    return `${nearest} itself has these labels, but its Pods do not: write them into the labels of its Pod template, too.`;
  }
  const { matched, total, missed } = found;
  const labels = found.nearest.facts.pods?.labels ?? {};
  const differences = missed.map(({ key, operator, values }) => {
    const wanted =
      operator === '=' ? `${key}: ${shortName(values[0] ?? '')}` : formatLabelQuery([{ key, operator, values }]);
    return Object.hasOwn(labels, key)
      ? `${key}: ${shortName(labels[key] ?? '')} instead of ${wanted}`
      : `no label ${shortName(key)} (wanted: ${wanted})`;
  });
  const verb = found.nearest.kind.kind === 'Pod' ? 'has' : 'have';
  return `${matched} of ${total} labels match ${pods}: ${found.nearest.kind.kind === 'Pod' ? 'it' : 'they'} ${verb} ${listedNames(differences)}. All must match.`;
}
