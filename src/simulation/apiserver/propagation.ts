import type { DeleteOptions } from '../../api/generated/objects.ts';
import type { KubernetesObject } from '../../api/objects.ts';

/** Keeps an object until the garbage collector has let go of its dependents, so that they stay. */
export const orphanFinalizer = 'orphan';

/** Keeps an object until the garbage collector has deleted its dependents. */
export const foregroundFinalizer = 'foregroundDeletion';

/**
 * The finalizers with which a delete leaves an object: what is to become of its dependents is written there for the
 * garbage collector. Without a word about it the finalizers of the object decide.
 * https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion
 */
export function finalizersAfterDelete(object: KubernetesObject, options: DeleteOptions): readonly string[] {
  const own = object.metadata?.finalizers ?? [];
  const asked = options.propagationPolicy ?? oldStylePolicy(options.orphanDependents);
  const wants = (policy: string, finalizer: string) =>
    asked === undefined ? own.includes(finalizer) : asked === policy;
  return [
    ...own.filter((each) => each !== orphanFinalizer && each !== foregroundFinalizer),
    ...(wants('Orphan', orphanFinalizer) ? [orphanFinalizer] : []),
    ...(wants('Foreground', foregroundFinalizer) ? [foregroundFinalizer] : []),
  ];
}

function oldStylePolicy(orphanDependents: boolean | undefined): string | undefined {
  if (orphanDependents === undefined) return undefined;
  return orphanDependents ? 'Orphan' : 'Background';
}
