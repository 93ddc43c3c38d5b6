import type { KubernetesObject } from '../../../api/objects.ts';

/** How a refusal names an object that may have no name yet. */
export function provisionalName({ metadata }: KubernetesObject): string {
  return metadata?.name || metadata?.generateName || '';
}
