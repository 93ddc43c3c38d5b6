import { dnsLabel } from '../names.ts';
import type { KubernetesObject } from '../objects.ts';

/** What the server says of a name that is right for a workload but not for the host names of its Pods. */
export function ownerNameWarnings({ metadata }: KubernetesObject): string[] {
  // A name that is generated comes after this look.
  if (!metadata?.name) return [];
  const texts = dnsLabel(metadata.name);
  if (texts.length === 0) return [];
  const why = 'this is used in Pod names and hostnames, which can result in surprising behavior';
  return [`metadata.name: ${why}; a DNS label is recommended: [${texts.join(' ')}]`];
}
