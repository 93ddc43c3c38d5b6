import type { PersistentVolumeClaim, StatefulSet, Volume } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';

/** A claim of one Pod, and the volume of the Pod that is to be it. */
export interface PodClaim {
  readonly volumeName: string;
  readonly claimName: string;
  readonly claim: PersistentVolumeClaim;
}

/**
 * The claims of the Pod with this number, as its set's templates want them: `www-web-0`, with the labels that the set
 * selects its Pods by (`getPersistentVolumeClaims`;
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage).
 */
export function claimsOfPod({ metadata, spec }: Stored<StatefulSet>, ordinal: number): readonly PodClaim[] {
  return (spec?.volumeClaimTemplates ?? []).map((template) => {
    const volumeName = template.metadata?.name ?? '';
    const claimName = `${volumeName}-${metadata.name}-${ordinal}`;
    const labels = { ...template.metadata?.labels, ...spec?.selector.matchLabels };
    const { labels: _labels, ...templateMetadata } = template.metadata ?? {};
    const claim: PersistentVolumeClaim = {
      ...template,
      metadata: {
        ...templateMetadata,
        name: claimName,
        namespace: metadata.namespace ?? '',
        ...(Object.keys(labels).length > 0 && { labels }),
      },
    };
    return { volumeName, claimName, claim };
  });
}

/** The volumes of a Pod with its claims first; a claim takes the place of a volume of its name (`updateStorage`). */
export function withClaims(volumes: readonly Volume[], claims: readonly PodClaim[]): Volume[] {
  const claimed = claims.map(({ volumeName, claimName }) => ({
    name: volumeName,
    persistentVolumeClaim: { claimName },
  }));
  const names = new Set(claims.map(({ volumeName }) => volumeName));
  return [...claimed, ...volumes.filter(({ name }) => !names.has(name))];
}

/** Whether each claim is a volume of the Pod (`storageMatches`). */
export function hasClaims(volumes: readonly Volume[], claims: readonly PodClaim[]): boolean {
  return claims.every(({ volumeName, claimName }) =>
    volumes.some(
      ({ name, persistentVolumeClaim }) => name === volumeName && persistentVolumeClaim?.claimName === claimName,
    ),
  );
}
