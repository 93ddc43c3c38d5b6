import { findKind, type KindInfo } from '../../api/kinds.ts';
import { invariant } from '../../invariant.ts';

function known(apiVersion: string, kind: string): KindInfo {
  const info = findKind(apiVersion, kind);
  invariant(info, `${apiVersion} ${kind} is not served`);
  return info;
}

/** The kinds that the cluster's own components read and write. */
export const configMapKind = known('v1', 'ConfigMap');
export const eventKind = known('v1', 'Event');
export const namespaceKind = known('v1', 'Namespace');
export const nodeKind = known('v1', 'Node');
export const podKind = known('v1', 'Pod');
export const secretKind = known('v1', 'Secret');
export const serviceAccountKind = known('v1', 'ServiceAccount');
