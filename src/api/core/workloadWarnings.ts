import type { KubernetesObject } from '../objects.ts';
import { sameValue } from '../sameValue.ts';
import { ownerNameWarnings } from './nameWarnings.ts';

interface WithSpec extends KubernetesObject {
  readonly spec?: unknown;
}

/**
 * What the server says of a right workload: of a new one its name and its spec, of a next version only the spec, and
 * nothing where that has stayed.
 */
export function workloadWarnings<T extends WithSpec>(specTexts: (object: T) => string[]) {
  return (object: T, old?: T): string[] => {
    if (!old) return [...ownerNameWarnings(object), ...specTexts(object)];
    return sameValue(object.spec, old.spec) ? [] : specTexts(object);
  };
}
