import type { PlacedManifest } from '../manifestSet.ts';
import { fileWords, type Subject } from './subject.ts';
import type { Suggestion } from './suggestion.ts';

/** Names of other manifests as values; of two with one name the nearer. */
export function namesOf(manifests: readonly PlacedManifest[], { namespace }: Subject): Suggestion[] {
  const seen = new Set<string>();
  return manifests.flatMap((manifest) => {
    if (manifest.name === '' || seen.has(manifest.name)) return [];
    seen.add(manifest.name);
    return [
      {
        label: manifest.name,
        value: manifest.name,
        detail: fileWords(manifest, namespace),
        kind: 'reference' as const,
      },
    ];
  });
}
