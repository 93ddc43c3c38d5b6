import { isGiven } from '../../facts/givenObjects.ts';
import { nearestOfMany } from '../../facts/nearestOfMany.ts';
import type { ObjectReference } from '../../facts/objectReferences.ts';
import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import type { RelationRule, Severity } from '../rule.ts';
import { listedNames, shortName } from '../wording.ts';

/** What to say of references to one kind of object. */
interface Missing {
  readonly id: RelationRule['id'];
  readonly severity: Severity;
  readonly kinds: readonly string[];
  /** What comes of it: `the container does not start until it is there`. */
  outcome(reference: ObjectReference, manifest: PlacedManifest): string;
  /** Where it is not the rule's own; `off` where nothing is to be said. */
  severityOf?(reference: ObjectReference, manifest: PlacedManifest): Severity | 'off';
}

/** A rule for objects that are named and are not there. In an open world they may be elsewhere, and nothing is said. */
export function missingObject({ id, severity, kinds, outcome, severityOf }: Missing): RelationRule {
  return {
    id,
    severity,
    check(manifest, set) {
      if (set.world === 'open') return [];
      return manifest.facts.references.flatMap((reference) => {
        const { kind, name, optional, path } = reference;
        const namespace = reference.namespace ?? manifest.namespace;
        if (optional || !kinds.includes(kind) || set.named(kind, namespace, name).length > 0) return [];
        if (isGiven(set, kind, namespace, name)) return [];
        const loudness = severityOf?.(reference, manifest) ?? severity;
        if (loudness === 'off') return [];
        // What says no Namespace goes where its user applies it, perhaps into the one that is written here.
        const isLoose = (one: PlacedManifest) => one.name === name && !set.knowsNamespaceOf(one);
        if (reference.namespace && set.ofKind(kind).some(isLoose)) {
          const message = `${kind} ${shortName(name)} says no Namespace; it is the one that is meant here where it is applied into ${shortName(namespace)}, as with kubectl apply -n ${shortName(namespace)}.`;
          return [{ path, part: 'value', message, severity: 'info' }];
        }
        const where = namespace === '' ? '' : ` in Namespace ${shortName(namespace)}`;
        const { hint, instead } = hintFor(set, kind, namespace, name);
        const so = `There is no ${kind} ${shortName(name)}${where} among these manifests: ${outcome(reference, manifest)}.`;
        return [{ path, part: 'value', message: hint ? `${so} ${hint}` : so, severity: loudness, ...instead }];
      });
    },
  };
}

/** An object of a near name, or of the same name elsewhere. */
export function hintFor(
  set: ManifestSet,
  kind: string,
  namespace: string,
  name: string,
): { readonly hint?: string; readonly instead?: { readonly instead: string } } {
  const near = nearestOfMany(name, namesIn(set, kind, namespace));
  if (near !== undefined) return { hint: `Did you mean ${shortName(near)}?`, instead: { instead: near } };
  const elsewhere = set.ofKind(kind).filter((one) => one.name === name && one.namespace !== namespace);
  if (elsewhere.length === 0) return {};
  const places = [...new Set(elsewhere.map((one) => one.namespace))];
  return { hint: `There is one in Namespace ${listedNames(places)}, but only those of the own Namespace count.` };
}

function namesIn(set: ManifestSet, kind: string, namespace: string): string[] {
  return set.ofKind(kind).flatMap((one) => (one.namespace === namespace && one.name !== '' ? [one.name] : []));
}
