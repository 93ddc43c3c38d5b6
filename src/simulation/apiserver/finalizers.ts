import type { KubernetesObject } from '../../api/objects.ts';

interface WithFinalizers extends KubernetesObject {
  spec?: unknown;
}

/** Who must finish before an object may go: of a Namespace, they stand in its spec as well. */
export function hasFinalizers(object: KubernetesObject): boolean {
  return (object.metadata?.finalizers ?? []).length > 0 || finalizersOf(object).length > 0;
}

/** The finalizers in the spec, which only Namespaces have. */
export function finalizersOf(object: WithFinalizers): readonly unknown[] {
  const { finalizers } = (object.spec ?? {}) as { finalizers?: unknown };
  return Array.isArray(finalizers) ? finalizers : [];
}
