import type { Node, PersistentVolume, PersistentVolumeClaim } from '../../../api/generated/objects.ts';
import { matchesNodeTerm } from '../../../api/nodeSelector.ts';
import type { Stored } from '../../../api/objects.ts';
import { nodeKind, persistentVolumeClaimKind, persistentVolumeKind } from '../../apiserver/knownKinds.ts';
import { hostPathVolume } from './hostPath.ts';
import { notSimulated } from './notSimulated.ts';
import type { VolumeContext, VolumeResult, VolumeSetUp } from './volume.ts';

/** The volume that a claim is bound to (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes). */
export const persistentVolumeClaim: VolumeSetUp = (volume, context) => {
  const { claimName = '', readOnly } = volume.persistentVolumeClaim ?? {};
  const result = claimedVolume(claimName, context);
  return result.problem === undefined && readOnly ? { ...result, readOnly } : result;
};

/** The claim that was made for this Pod alone. */
export const ephemeral: VolumeSetUp = (volume, context) => {
  const { name, namespace = '', uid } = context.pod.metadata;
  const claimName = `${name}-${volume.name}`;
  const claim = context.api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, claimName);
  if (claim && !claim.metadata.ownerReferences?.some((owner) => owner.uid === uid)) {
    const problem = `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${name} (pod is not owner)`;
    return { problem, step: 'process' };
  }
  return claimedVolume(claimName, context);
};

function claimedVolume(claimName: string, context: VolumeContext): VolumeResult {
  const { api, pod, nodeFiles } = context;
  const { namespace = '', uid } = pod.metadata;
  const fail = (why: string): VolumeResult => ({
    problem: `error processing PVC ${namespace}/${claimName}: ${why}`,
    step: 'process',
  });
  const claim = api.get<PersistentVolumeClaim>(persistentVolumeClaimKind, namespace, claimName);
  if (!claim) return fail(`failed to fetch PVC from API server: persistentvolumeclaims "${claimName}" not found`);
  if (claim.metadata.deletionTimestamp !== undefined) return fail('PVC is being deleted');
  if (claim.status?.phase !== 'Bound') return fail('PVC is not bound');
  const { volumeName = '' } = claim.spec ?? {};
  const volume = api.get<PersistentVolume>(persistentVolumeKind, '', volumeName);
  if (!volume)
    return fail(`failed to fetch PV "${volumeName}" from API server: persistentvolumes "${volumeName}" not found`);
  const result = mountVolume(volume, context);
  if (result.problem !== undefined) return { ...result, volumeName };
  if (!claim.spec?.accessModes?.includes('ReadWriteOncePod')) return result;
  const release = nodeFiles.takeAlone(volumeName, uid);
  if (release) return { ...result, tearDown: release };
  return {
    problem: 'volume uses the ReadWriteOncePod access mode and is already in use by another pod',
    volumeName,
  };
}

function mountVolume(volume: Stored<PersistentVolume>, context: VolumeContext): VolumeResult {
  const { hostPath, local, volumeMode, nodeAffinity } = volume.spec ?? {};
  const { name = '', labels = {} } =
    context.api.get<Node>(nodeKind, '', context.pod.spec?.nodeName ?? '')?.metadata ?? {};
  const terms = nodeAffinity?.required?.nodeSelectorTerms;
  if (terms && !terms.some((term) => matchesNodeTerm(term, { name, labels }))) {
    return { problem: 'no matching NodeSelectorTerms', step: 'NodeAffinity check' };
  }
  if (volumeMode === 'Block') return { problem: 'block volumes are not simulated' };
  if (hostPath) return hostPathVolume(hostPath, context);
  if (!local) return { problem: notSimulated(volume.spec ?? {}) };
  const found = context.nodeFiles.find(local.path);
  if (found?.kind === 'directory') return { node: found };
  return { problem: `path "${local.path}" does not exist`, step: 'NewMounter initialization' };
}
