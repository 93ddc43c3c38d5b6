import type { PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import { persistentVolumeClaimKind } from '../../apiserver/knownKinds.ts';
import type { ClusterState } from '../clusterState.ts';
import { type FilterPlugin, resolvableMisfit } from '../plugin.ts';
import type { PodInfo } from '../podInfo.ts';

const misfit = resolvableMisfit(
  'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
);

/** A claim with the access mode ReadWriteOncePod serves one Pod in the whole cluster. */
export const volumeRestrictions: FilterPlugin = {
  name: 'VolumeRestrictions',
  prepare: (pod, cluster) => {
    const exclusive = new Set<string>();
    for (const { persistentVolumeClaim } of pod.spec.volumes ?? []) {
      if (!persistentVolumeClaim) continue;
      const { claimName } = persistentVolumeClaim;
      const claim = cluster.api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, pod.namespace, claimName);
      if (!claim) return { refusal: `persistentvolumeclaim "${claimName}" not found` };
      if (claim.spec?.accessModes?.includes('ReadWriteOncePod')) exclusive.add(claimName);
    }
    if (exclusive.size === 0) return undefined;
    const conflictsWith = (other: PodInfo) =>
      other.namespace === pod.namespace ? other.claimNames.filter((name) => exclusive.has(name)).length : 0;
    let conflicts = usersOf(cluster, conflictsWith);
    return {
      filter: () => (conflicts > 0 ? misfit : undefined),
      addPod: (other) => {
        conflicts += conflictsWith(other);
      },
      removePod: (other) => {
        conflicts -= conflictsWith(other);
      },
    };
  },
  mayHelp: (pod, change) => {
    if (change.what === 'claim') return change.after?.metadata.namespace === pod.namespace && !change.before;
    if (change.what !== 'assignedPod' || change.after || change.before?.namespace !== pod.namespace) return false;
    return change.before.claimNames.some((name) => pod.claimNames.includes(name));
  },
};

function usersOf(cluster: ClusterState, count: (pod: PodInfo) => number): number {
  let users = 0;
  for (const node of cluster.nodes) for (const pod of node.pods) users += count(pod);
  return users;
}
