import type { ServiceSpec } from '../../src/api/generated/objects.ts';
import type { Stored } from '../../src/api/objects.ts';

/** An object of ours with the masks of the recorded ones in place of what is drawn or depends on the clock. */
export function masked(object: unknown): unknown {
  const { uid, creationTimestamp } = (object as Stored).metadata;
  const text = JSON.stringify(object).replaceAll(uid, '<uid>').replaceAll(creationTimestamp, '<now>');
  const copy = JSON.parse(text.replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-<random>'));
  delete copy.metadata.managedFields;
  delete copy.metadata.resourceVersion;
  if (copy.kind === 'Service') maskAllocations(copy.spec);
  if (copy.metadata.generateName) copy.metadata.name = `${copy.metadata.generateName}<random>`;
  return copy;
}

/** The recorded object as far as it can be compared: a list that is null says no more than a missing one. */
export function comparable(object: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(object), (_, value) => value ?? undefined);
  delete copy.metadata?.managedFields;
  delete copy.metadata?.resourceVersion;
  return copy;
}

function maskAllocations(spec: ServiceSpec): void {
  if (spec.clusterIP && spec.clusterIP !== 'None') {
    spec.clusterIP = '<clusterIP>';
    spec.clusterIPs = ['<clusterIP>'];
  }
  // A drawn one lies in the upper part of the range, a chosen one stands in the manifest.
  for (const port of spec.ports ?? [])
    if (port.nodePort) (port as { nodePort?: unknown }).nodePort = '<nodePort>';
}
