import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import { isReachable } from '../../../api/nodeSelection.ts';
import type { Stored } from '../../../api/objects.ts';
import { persistentVolumeClaimKind, persistentVolumeKind } from '../../apiserver/knownKinds.ts';
import type { ClusterState } from '../clusterState.ts';
import { type FilterPlugin, finalMisfit, type Misfit, type Refusal } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';
import { isBound, planVolumes, waitsForPod } from '../podVolumes.ts';

const wrongNode = "node(s) didn't match PersistentVolume's node affinity";
const noVolume = "node(s) didn't find available persistent volumes to bind";
const lostVolume = finalMisfit('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');

type Claim = Stored<PersistentVolumeClaim>;

/**
 * A Pod goes where its volumes are, or can be
 * (https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode).
 */
export const volumeBinding: FilterPlugin = {
  name: 'VolumeBinding',
  prepare: (pod, cluster) => {
    if (pod.claimNames.length === 0) return undefined;
    const claims = claimsOf(pod, cluster);
    if ('refusal' in claims) return claims;
    const { bound, waiting } = claims;
    return {
      filter: ({ node }): Misfit | undefined => {
        const reasons: string[] = [];
        for (const claim of bound) {
          const volume = cluster.api.get<PersistentVolume>(persistentVolumeKind, '', claim.spec?.volumeName ?? '');
          if (!volume) return lostVolume;
          if (!isReachable(volume, node) && reasons.length === 0) reasons.push(wrongNode);
        }
        if (waiting.length > 0 && !planVolumes(waiting, node, cluster.api)) reasons.unshift(noVolume);
        return reasons.length > 0 ? { reasons, final: true } : undefined;
      },
    };
  },
  mayHelp: (pod, change) => {
    switch (change.what) {
      case 'claim':
        return (
          change.after?.metadata.namespace === pod.namespace && pod.claimNames.includes(change.after.metadata.name)
        );
      case 'volume':
      case 'storageClass':
        return change.after !== undefined;
      case 'node':
        return change.after !== undefined && change.after.metadata.labels !== change.before?.metadata.labels;
      default:
        return false;
    }
  },
};

/** The claims of a Pod that wait for their first Pod. */
export function waitingClaims(pod: PodInfo, cluster: ClusterState): readonly Claim[] {
  const claims = pod.claimNames.length === 0 ? undefined : claimsOf(pod, cluster);
  return claims && 'waiting' in claims ? claims.waiting : [];
}

function claimsOf(pod: PodInfo, { api }: ClusterState): { bound: Claim[]; waiting: Claim[] } | Refusal {
  const [bound, waiting]: [Claim[], Claim[]] = [[], []];
  let unbound = false;
  for (const { name: volumeName, persistentVolumeClaim, ephemeral } of pod.spec.volumes ?? []) {
    if (!persistentVolumeClaim && !ephemeral) continue;
    const name = persistentVolumeClaim?.claimName ?? `${pod.pod.metadata.name}-${volumeName}`;
    const claim = api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, pod.namespace, name);
    if (!claim) {
      const waitsFor = `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
      return { refusal: ephemeral ? waitsFor : `persistentvolumeclaim "${name}" not found` };
    }
    if (claim.status?.phase === 'Lost') {
      const volume = claim.spec?.volumeName ?? '';
      return { refusal: `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volume}"` };
    }
    if (claim.metadata.deletionTimestamp) return { refusal: `persistentvolumeclaim "${name}" is being deleted` };
    if (isBound(claim)) bound.push(claim);
    else if (waitsForPod(claim, api)) waiting.push(claim);
    else unbound = true;
  }
  return unbound ? { refusal: 'pod has unbound immediate PersistentVolumeClaims' } : { bound, waiting };
}
