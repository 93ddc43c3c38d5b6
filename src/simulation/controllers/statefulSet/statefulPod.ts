import type { Pod, PodTemplateSpec, StatefulSet } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { statefulSetKind } from '../../apiserver/knownKinds.ts';
import { revisionHashLabel } from '../history/revisionHistory.ts';
import { podFrom, podNamePrefix } from '../pods/podFromTemplate.ts';
import { podNameOf } from './ordinals.ts';
import { claimsOfPod, hasClaims, withClaims } from './podClaims.ts';

/** By these labels a Service can select a single Pod, and a container can learn its number (KEP-4017). */
const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

/**
 * The Pod with this number, from the template of a revision. Its host name is its own name, its subdomain the set's
 * Service (`newStatefulSetPod`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-identity).
 */
export function newStatefulPod(
  set: Stored<StatefulSet>,
  template: PodTemplateSpec,
  revisionName: string,
  ordinal: number,
): Pod {
  const name = podNameOf(set.metadata.name, ordinal);
  const { metadata, spec, ...pod } = podFrom(statefulSetKind, set, template, podNamePrefix(set));
  const { serviceName } = set.spec ?? {};
  const volumes = withClaims(spec?.volumes ?? [], claimsOfPod(set, ordinal));
  return {
    ...pod,
    metadata: {
      ...metadata,
      name,
      labels: { ...metadata?.labels, ...identityLabels(name, ordinal), [revisionHashLabel]: revisionName },
    },
    spec: {
      ...(spec ?? { containers: [] }),
      hostname: name,
      ...(serviceName && { subdomain: serviceName }),
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

/** The name of the revision that a Pod is of; of an adopted Pod perhaps none. */
export function revisionOf({ metadata }: Pod): string {
  return metadata?.labels?.[revisionHashLabel] ?? '';
}

/** Whether a Pod says which one it is, and has the set's claims (`identityMatches`, `storageMatches`). */
export function isRight(set: Stored<StatefulSet>, pod: Stored<Pod>, ordinal: number): boolean {
  return hasIdentity(pod) && hasStorage(set, pod, ordinal);
}

/** The Pod as it ought to be; volumes can be written only, not really changed (`updateIdentity`, `updateStorage`). */
export function repaired(set: Stored<StatefulSet>, pod: Stored<Pod>, ordinal: number): Stored<Pod> {
  const { metadata, spec } = pod;
  const labels = { ...metadata.labels, ...identityLabels(metadata.name, ordinal) };
  const volumes = withClaims(spec?.volumes ?? [], claimsOfPod(set, ordinal));
  return {
    ...pod,
    ...(!hasIdentity(pod) && { metadata: { ...metadata, labels } }),
    ...(spec && !hasStorage(set, pod, ordinal) && { spec: { ...spec, volumes } }),
  };
}

function hasIdentity({ metadata }: Stored<Pod>): boolean {
  return metadata.labels?.[podNameLabel] === metadata.name;
}

/** Whether the Pod's volumes are the claims that the set's templates ask for. */
export function hasStorage(set: Stored<StatefulSet>, { spec }: Stored<Pod>, ordinal: number): boolean {
  return hasClaims(spec?.volumes ?? [], claimsOfPod(set, ordinal));
}

function identityLabels(name: string, ordinal: number): Record<string, string> {
  return { [podNameLabel]: name, [podIndexLabel]: String(ordinal) };
}
