import { matchesSelector } from '../../api/labels.ts';
import { labelsAt } from '../facts/podTemplate.ts';
import type { PlacedManifest } from '../manifestSet.ts';
import type { Subject } from './subject.ts';

/** The manifests of the subject's Namespace that make Pods. */
export function podsAround(subject: Subject): readonly PlacedManifest[] {
  return subject.others().filter(({ facts, namespace }) => facts.pods && namespace === subject.namespace);
}

/** Those of them that a Service selects; all for other kinds, and where it selects none of them. */
export function podsSelectedBy(subject: Subject): readonly PlacedManifest[] {
  const all = podsAround(subject);
  const matchLabels = subject.kind.kind === 'Service' ? labelsAt(subject.value, ['spec', 'selector']) : {};
  if (Object.keys(matchLabels).length === 0) return all;
  const selected = all.filter(({ facts }) => matchesSelector({ matchLabels }, facts.pods?.labels ?? {}));
  return selected.length > 0 ? selected : all;
}
