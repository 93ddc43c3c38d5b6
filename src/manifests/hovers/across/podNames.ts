import type { ManifestSet, PlacedManifest } from '../../manifestSet.ts';
import { textAt, valueAt } from '../../plainLookup.ts';
import { podCountOf } from './manifestWords.ts';

/** Names that are made of one workload. */
const maxNames = 20;

/** What the Pods of a StatefulSet are called, the first first. */
export function statefulPodNames(set: ManifestSet, manifest: PlacedManifest): string[] {
  const first = valueAt(manifest.document.value, ['spec', 'ordinals', 'start']);
  const start = typeof first === 'number' && Number.isInteger(first) && first >= 0 ? first : 0;
  const count = Math.min(podCountOf(set, manifest)?.most ?? 1, maxNames);
  return Array.from({ length: count }, (_, index) => `${manifest.name}-${start + index}`);
}

/** The host names that a manifest's Pods have below a headless Service: those of a StatefulSet of it, or of a Pod's subdomain. */
export function podNamesOf(set: ManifestSet, manifest: PlacedManifest, service: string): string[] {
  const { kind, document, facts } = manifest;
  if (kind.kind === 'StatefulSet') {
    return textAt(document.value, ['spec', 'serviceName']) === service ? statefulPodNames(set, manifest) : [];
  }
  const spec = facts.pods?.specPath;
  if (!spec || textAt(document.value, [...spec, 'subdomain']) !== service) return [];
  const hostname = textAt(document.value, [...spec, 'hostname']);
  return hostname ? [hostname] : [];
}
