import type { PlacedManifest } from '../manifestSet.ts';
import { textAt, valueAt } from '../plainLookup.ts';

/** The keys of some manifests of one ConfigMap or Secret; undefined where they cannot be known. */
export function dataKeysOf(manifests: readonly PlacedManifest[]): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  for (const { document } of manifests) {
    const { value, parsed } = document;
    // The cluster fills in the data of such a Secret.
    if (parsed.problems.length > 0 || textAt(value, ['type']) === 'kubernetes.io/service-account-token')
      return undefined;
    for (const field of ['data', 'binaryData', 'stringData']) {
      const data = valueAt(value, [field]);
      if (data !== null && typeof data === 'object') for (const key of Object.keys(data)) keys.add(key);
    }
  }
  return keys;
}
