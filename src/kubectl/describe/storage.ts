import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/generated/objects.ts';
import type { Describer } from './describer.ts';
import { describeTime, zeroTime } from './describeText.ts';
import { describeVolumeAttributes } from './volumes.ts';

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** A PersistentVolumeClaim as `kubectl describe pvc` shows it. */
export const describeClaim: Describer<PersistentVolumeClaim> = async (claim, { text, events, nowMs, list }) => {
  const { metadata, spec, status } = claim;
  text.line(0, 'Name:', metadata.name);
  text.line(0, 'Namespace:', metadata.namespace ?? '');
  text.line(0, 'StorageClass:', spec?.storageClassName ?? '');
  text.line(0, 'Status:', metadata.deletionTimestamp ? `Terminating` : (status?.phase ?? ''));
  text.line(0, 'Volume:', spec?.volumeName ?? '');
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  const bound = (spec?.volumeName ?? '') !== '';
  text.line(0, 'Capacity:', bound ? (status?.capacity?.storage ?? '') : '');
  text.line(0, 'Access Modes:', bound ? modesText(status?.accessModes) : '');
  if (spec?.volumeMode !== undefined) text.line(0, 'VolumeMode:', spec.volumeMode);
  const source = spec?.dataSource;
  if (source) {
    text.line(0, 'DataSource:');
    if (source.apiGroup) text.line(1, 'APIGroup:', source.apiGroup);
    text.line(1, 'Kind:', source.kind);
    text.line(1, 'Name:', source.name);
  }
  const users = (await list<Pod>('pods', metadata.namespace))
    .filter((pod) => pod.spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === metadata.name))
    .map((pod) => pod.metadata.name);
  text.column('Used By', users);
  const conditions = status?.conditions ?? [];
  if (conditions.length > 0) {
    text.line(0, 'Conditions:');
    text.line(1, 'Type', 'Status', 'LastProbeTime', 'LastTransitionTime', 'Reason', 'Message');
    text.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
    for (const { type, status, lastProbeTime, lastTransitionTime, reason = '', message = '' } of conditions) {
      const times = [lastProbeTime, lastTransitionTime].map((time) => (time ? describeTime(time) : zeroTime));
      text.line(1, ...[type, status, ...times, reason].map((cell) => `${cell} `), message);
    }
  }
  text.events(events, nowMs);
};

/** A PersistentVolume as `kubectl describe pv` shows it. */
export const describeVolume: Describer<PersistentVolume> = (volume, { text, events, nowMs }) => {
  const { metadata, spec, status } = volume;
  text.line(0, 'Name:', metadata.name);
  text.labels('Labels', metadata.labels);
  text.annotations(metadata.annotations);
  text.line(0, 'Finalizers:', `[${(metadata.finalizers ?? []).join(' ')}]`);
  text.line(0, 'StorageClass:', spec?.storageClassName ?? '');
  text.line(0, 'Status:', metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''));
  const claim = spec?.claimRef;
  text.line(0, 'Claim:', claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '');
  text.line(0, 'Reclaim Policy:', spec?.persistentVolumeReclaimPolicy ?? '');
  text.line(0, 'Access Modes:', modesText(spec?.accessModes));
  if (spec?.volumeMode !== undefined) text.line(0, 'VolumeMode:', spec.volumeMode);
  text.line(0, 'Capacity:', spec?.capacity?.storage ?? '');
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms;
  if (!spec?.nodeAffinity) text.line(0, 'Node Affinity:', '<none>');
  else {
    text.line(0, 'Node Affinity:', '');
    if (!terms) text.line(1, 'Required Terms:', '<none>');
    else {
      text.line(1, 'Required Terms:', '');
      terms.forEach((term, index) => {
        if ((term.matchExpressions ?? []).length === 0) text.line(2, `Term ${index}:`, '<none>');
        (term.matchExpressions ?? []).forEach(({ key, operator, values = [] }, at) => {
          const words = `${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`;
          text.line(2, at === 0 ? `Term ${index}:` : '', words);
        });
      });
    }
  }
  text.line(0, 'Message:', status?.message ?? '');
  text.line(0, 'Source:');
  const source = (title: string, value: string) => text.line(2, `${title}:`, value);
  if (spec?.hostPath) {
    source('Type', 'HostPath (bare host directory volume)');
    source('Path', spec.hostPath.path);
    source('HostPathType', spec.hostPath.type ?? '<none>');
  } else if (spec?.nfs) {
    source('Type', 'NFS (an NFS mount that lasts the lifetime of a pod)');
    source('Server', spec.nfs.server);
    source('Path', spec.nfs.path);
    source('ReadOnly', String(spec.nfs.readOnly ?? false));
  } else if (spec?.local) {
    source('Type', 'LocalVolume (a persistent volume backed by local storage on a node)');
    source('Path', spec.local.path);
  } else if (spec?.csi) {
    source('Type', 'CSI (a Container Storage Interface (CSI) volume source)');
    source('Driver', spec.csi.driver);
    source('FSType', spec.csi.fsType ?? '');
    source('VolumeHandle', spec.csi.volumeHandle);
    source('ReadOnly', String(spec.csi.readOnly ?? false));
    describeVolumeAttributes(text, spec.csi.volumeAttributes);
  } else text.line(2, '<unknown>');
  text.events(events, nowMs);
};

/** A StorageClass as `kubectl describe storageclass` shows it. */
export const describeStorageClass: Describer<StorageClass> = (storageClass, { text, events, nowMs }) => {
  const { annotations = {}, name } = storageClass.metadata;
  const isDefault =
    annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true';
  text.line(0, 'Name:', name);
  text.line(0, 'IsDefaultClass:', isDefault ? 'Yes' : 'No');
  text.pairs('Annotations', annotations);
  text.line(0, 'Provisioner:', storageClass.provisioner);
  text.pairs('Parameters', storageClass.parameters);
  const expansion = storageClass.allowVolumeExpansion;
  text.line(0, 'AllowVolumeExpansion:', expansion === undefined ? '<unset>' : expansion ? 'True' : 'False');
  const options = storageClass.mountOptions ?? [];
  if (options.length === 0) text.line(0, 'MountOptions:', '<none>');
  else {
    text.line(0, 'MountOptions:');
    for (const option of options) text.line(1, option);
  }
  if (storageClass.reclaimPolicy) text.line(0, 'ReclaimPolicy:', storageClass.reclaimPolicy);
  if (storageClass.volumeBindingMode) text.line(0, 'VolumeBindingMode:', storageClass.volumeBindingMode);
  const topologies = storageClass.allowedTopologies ?? [];
  if (topologies.length > 0) text.line(0, 'AllowedTopologies:', '');
  topologies.forEach(({ matchLabelExpressions = [] }, index) => {
    if (matchLabelExpressions.length === 0) text.line(1, `Term ${index}:`, '<none>');
    matchLabelExpressions.forEach(({ key, values }, at) => {
      text.line(1, at === 0 ? `Term ${index}:` : '', `${key} in [${values.join(', ')}]`);
    });
  });
  text.events(events, nowMs);
};

function modesText(modes: readonly string[] | undefined): string {
  return Object.keys(shortModes)
    .filter((mode) => modes?.includes(mode))
    .map((mode) => shortModes[mode])
    .join(',');
}
