import { nodeTermWarnings } from '../core/nodeLabelWarnings.ts';
import { sourceWarnings } from '../core/volumeWarnings.ts';
import type { PersistentVolume } from '../generated/objects.ts';

const annotations: readonly (readonly [string, string])[] = [
  ['volume.beta.kubernetes.io/storage-class', 'deprecated since v1.8; use "storageClassName" attribute instead'],
  ['volume.beta.kubernetes.io/mount-options', 'deprecated since v1.31; use "mountOptions" attribute instead'],
];

/** What the server says of a PersistentVolume that is right and yet old-fashioned (`pkg/api/persistentvolume/util.go`). */
export function persistentVolumeWarnings({ metadata, spec = {} }: PersistentVolume): string[] {
  const texts = annotations
    .filter(([key]) => metadata?.annotations?.[key] !== undefined)
    .map(([key, text]) => `metadata.annotations[${key}]: ${text}`);
  if (spec.persistentVolumeReclaimPolicy === 'Recycle')
    texts.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  for (const [i, term] of (spec.nodeAffinity?.required?.nodeSelectorTerms ?? []).entries())
    texts.push(...nodeTermWarnings(term, ['spec', 'nodeAffinity', 'required', 'nodeSelectorTerms', i]));
  return [...texts, ...sourceWarnings(spec, 'spec')];
}
