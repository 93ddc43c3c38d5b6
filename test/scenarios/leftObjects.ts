/** A Kubernetes object as it lies in the store, of which anything may be there. */
interface LeftObject {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
}

/**
 * The objects of a cluster's state text by kind, namespace and name, without what no two sessions have in common: times,
 * versions, uids, random names. Events and Leases tell of moments only.
 */
export function leftObjects(stateText: string): Readonly<Record<string, unknown>> {
  const { objects } = JSON.parse(withoutChance(stateText)) as { objects: readonly LeftObject[] };
  const left = objects.filter(({ kind }) => !['Event', 'Lease'].includes(kind));
  return Object.fromEntries(
    left.map((object) => [`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]),
  );
}

function withoutChance(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
    .replace(/"resourceVersion":"\d+"/g, '"resourceVersion":"<version>"')
    .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"/g, '"<time>"');
}
