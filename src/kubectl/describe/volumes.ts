import type {
  DownwardAPIVolumeFile,
  PersistentVolumeClaimTemplate,
  ProjectedVolumeSource,
  Volume,
} from '../../api/generated/objects.ts';
import type { DescribeText } from './describeText.ts';

/** Attributes of a driver that are longer than this are cut. */
const longAttribute = 140;

/** A Pod's volumes, each with what its type tells. */
export function describeVolumes(text: DescribeText, volumes: readonly Volume[], indent = ''): void {
  if (volumes.length === 0) {
    text.line(0, `${indent}Volumes:`, '<none>');
    return;
  }
  text.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    text.line(1, indent === '' ? `${volume.name}:` : ` ${volume.name}:`);
    if (volume.downwardAPI) describeDownward(text, volume.downwardAPI.items ?? []);
    else for (const [title, value] of volumeLines(volume)) text.line(2, `${title}:`, value);
    if (volume.ephemeral?.volumeClaimTemplate) describeClaimTemplate(text, volume.ephemeral.volumeClaimTemplate);
    if (volume.csi) describeVolumeAttributes(text, volume.csi.volumeAttributes);
  }
}

/** What a driver is told of a volume. kubectl's indentation of these lines is its own. */
export function describeVolumeAttributes(
  text: DescribeText,
  attributes: Readonly<Record<string, string>> | undefined,
): void {
  const entries = Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) text.line(2, 'VolumeAttributes:', '<none>');
  entries.forEach(([key, value], index) => {
    const line = `${key}=${value}`;
    const shown = line.length > longAttribute ? `${line.slice(0, longAttribute)}...` : line;
    text.line(2, index === 0 ? 'VolumeAttributes:' : '    ', `    ${shown}`);
  });
}

/** The claim that a Pod brings with it. Labels and annotations stand further in, as kubectl has it. */
function describeClaimTemplate(text: DescribeText, { metadata, spec }: PersistentVolumeClaimTemplate): void {
  text.line(2, 'StorageClass:', spec.storageClassName ?? '');
  text.line(2, 'Volume:', spec.volumeName ?? '');
  const describeMap = (title: string, lead: string, pairs: readonly string[]) => {
    (pairs.length === 0 ? ['<none>'] : [...pairs].sort()).forEach((pair, index) => {
      text.line(2, index === 0 ? `${title}:` : lead, `    ${pair}`);
    });
  };
  const entries = (map: Readonly<Record<string, string>> | undefined) => Object.entries(map ?? {});
  describeMap(
    'Labels',
    '    ',
    entries(metadata?.labels).map(([key, value]) => `${key}=${value}`),
  );
  describeMap(
    'Annotations',
    '',
    entries(metadata?.annotations).map(([key, value]) => `${key}: ${value}`),
  );
  // What it will hold is known when it is bound.
  text.line(2, 'Capacity:', '');
  text.line(2, 'Access Modes:', '');
  if (spec.volumeMode !== undefined) text.line(2, 'VolumeMode:', spec.volumeMode);
}

function describeDownward(text: DescribeText, items: readonly DownwardAPIVolumeFile[]): void {
  text.line(2, 'Type:', 'DownwardAPI (a volume populated by information about the pod)');
  text.line(2, 'Items:');
  for (const { fieldRef, resourceFieldRef, path } of items) {
    if (fieldRef) text.line(3, `${fieldRef.fieldPath} -> ${path}`);
    if (resourceFieldRef) text.line(3, `${resourceFieldRef.resource} -> ${path}`);
  }
}

function volumeLines(volume: Volume): [string, string][] {
  if (volume.emptyDir) {
    return [
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', volume.emptyDir.medium ?? ''],
      ['SizeLimit', volume.emptyDir.sizeLimit ?? '<unset>'],
    ];
  }
  if (volume.hostPath) {
    return [
      ['Type', 'HostPath (bare host directory volume)'],
      ['Path', volume.hostPath.path],
      ['HostPathType', volume.hostPath.type ?? ''],
    ];
  }
  if (volume.configMap) {
    return [
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', volume.configMap.name ?? ''],
      ['Optional', String(volume.configMap.optional ?? false)],
    ];
  }
  if (volume.secret) {
    return [
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', volume.secret.secretName ?? ''],
      ['Optional', String(volume.secret.optional ?? false)],
    ];
  }
  if (volume.persistentVolumeClaim) {
    return [
      ['Type', 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)'],
      ['ClaimName', volume.persistentVolumeClaim.claimName],
      ['ReadOnly', String(volume.persistentVolumeClaim.readOnly ?? false)],
    ];
  }
  if (volume.projected) return projectedLines(volume.projected);
  if (volume.nfs) {
    return [
      ['Type', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
      ['Server', volume.nfs.server],
      ['Path', volume.nfs.path],
      ['ReadOnly', String(volume.nfs.readOnly ?? false)],
    ];
  }
  if (volume.ephemeral) {
    return [
      ['Type', 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)'],
    ];
  }
  if (volume.csi) {
    return [
      ['Type', 'CSI (a Container Storage Interface (CSI) volume source)'],
      ['Driver', volume.csi.driver],
      ['FSType', volume.csi.fsType ?? ''],
      ['ReadOnly', String(volume.csi.readOnly ?? false)],
    ];
  }
  if (volume.gcePersistentDisk) {
    const { pdName, fsType = '', partition = 0, readOnly = false } = volume.gcePersistentDisk;
    return [
      ['Type', 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)'],
      ['PDName', pdName],
      ['FSType', fsType],
      ['Partition', String(partition)],
      ['ReadOnly', String(readOnly)],
    ];
  }
  if (volume.awsElasticBlockStore) {
    const { volumeID, fsType = '', partition = 0, readOnly = false } = volume.awsElasticBlockStore;
    return [
      ['Type', 'AWSElasticBlockStore (a Persistent Disk resource in AWS)'],
      ['VolumeID', volumeID],
      ['FSType', fsType],
      ['Partition', String(partition)],
      ['ReadOnly', String(readOnly)],
    ];
  }
  if (volume.image) {
    return [
      ['Type', 'Image (a container image or OCI artifact)'],
      ['Reference', volume.image.reference ?? ''],
      ['PullPolicy', volume.image.pullPolicy ?? ''],
    ];
  }
  return [['Type', '<unknown>']];
}

function projectedLines(projected: ProjectedVolumeSource): [string, string][] {
  const lines: [string, string][] = [
    ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
  ];
  for (const source of projected.sources ?? []) {
    if (source.secret) {
      lines.push(['SecretName', source.secret.name ?? ''], ['Optional', String(source.secret.optional ?? false)]);
    } else if (source.downwardAPI) lines.push(['DownwardAPI', 'true']);
    else if (source.configMap) {
      lines.push(
        ['ConfigMapName', source.configMap.name ?? ''],
        ['Optional', String(source.configMap.optional ?? false)],
      );
    } else if (source.serviceAccountToken) {
      lines.push(['TokenExpirationSeconds', String(source.serviceAccountToken.expirationSeconds ?? 3600)]);
    }
  }
  return lines;
}
