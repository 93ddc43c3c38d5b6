import type { ProjectedVolumeSource, Volume } from '../../api/generated/objects.ts';
import type { DescribeText } from './describeText.ts';

/** A Pod's volumes, each with what its type tells. */
export function describeVolumes(text: DescribeText, volumes: readonly Volume[]): void {
  if (volumes.length === 0) {
    text.line(0, 'Volumes:', '<none>');
    return;
  }
  text.line(0, 'Volumes:');
  for (const volume of volumes) {
    text.line(1, `${volume.name}:`);
    for (const [title, value] of volumeLines(volume)) text.line(2, `${title}:`, value);
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
  if (volume.downwardAPI) {
    return [['Type', 'DownwardAPI (a volume populated by information about the pod)']];
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
