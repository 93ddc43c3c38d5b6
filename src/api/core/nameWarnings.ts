import { dnsLabel } from '../names.ts';
import type { KubernetesObject } from '../objects.ts';

/** What the server says of a name that is right for its kind but not for a host name; `use` says what it is used in. */
function nameWarnings({ metadata }: KubernetesObject, use: string): string[] {
  // A name that is generated comes after this look.
  const texts = metadata?.name ? dnsLabel(metadata.name) : [];
  if (texts.length === 0) return [];
  const why = 'which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: ${use}, ${why}: [${texts.join(' ')}]`];
}

/** The same of what makes Pods. */
export function ownerNameWarnings(object: KubernetesObject): string[] {
  return nameWarnings(object, 'this is used in Pod names and hostnames');
}

/** The same of a Pod itself. */
export function podNameWarnings(object: KubernetesObject): string[] {
  return nameWarnings(object, "this is used in the Pod's hostname");
}
