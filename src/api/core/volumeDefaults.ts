import type { Volume } from '../generated/objects.ts';
import { defaultClaimSpec } from '../storage/claimDefaults.ts';
import { defaultExternalVolume } from './externalVolumeDefaults.ts';

/** Permission bits of projected files: 0644. */
const fileMode = 0o644;

/** Fills in what the API server does for a volume; one without a source is an emptyDir. */
export function defaultVolume(volume: Volume): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) volume.emptyDir = {};
  if (volume.secret) volume.secret.defaultMode ??= fileMode;
  if (volume.configMap) volume.configMap.defaultMode ??= fileMode;
  if (volume.downwardAPI) {
    volume.downwardAPI.defaultMode ??= fileMode;
    volume.downwardAPI.items?.forEach(defaultFieldFile);
  }
  if (volume.projected) {
    volume.projected.defaultMode ??= fileMode;
    for (const source of volume.projected.sources ?? []) {
      if (source.serviceAccountToken) source.serviceAccountToken.expirationSeconds ??= 3600;
      source.downwardAPI?.items?.forEach(defaultFieldFile);
    }
  }
  if (volume.ephemeral?.volumeClaimTemplate) {
    const template = volume.ephemeral.volumeClaimTemplate;
    template.metadata ??= {};
    template.spec ??= {};
    defaultClaimSpec(template.spec);
  }
  defaultExternalVolume(volume);
}

interface FieldFile {
  fieldRef?: { apiVersion?: string };
  resourceFieldRef?: { divisor?: string };
}

function defaultFieldFile(file: FieldFile): void {
  if (file.fieldRef) file.fieldRef.apiVersion ||= 'v1';
  if (file.resourceFieldRef) file.resourceFieldRef.divisor ??= '0';
}
