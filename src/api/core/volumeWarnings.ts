import { type FieldPath, formatPath } from '../field.ts';
import { quote } from '../fieldErrors.ts';
import type { PersistentVolumeSpec, PodSpec, Volume } from '../generated/objects.ts';
import { claimSpecWarnings } from '../storage/claimWarnings.ts';

/** Volume plug-ins that are no more, with the server's words, in its order. */
const oldSources: readonly (readonly [keyof Volume & keyof PersistentVolumeSpec, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

/** What the server says of a volume whose plug-in is gone; `at` is the path of what holds the source. */
export function sourceWarnings(holder: Volume | PersistentVolumeSpec, at: string): string[] {
  return oldSources.filter(([field]) => holder[field]).map(([, name, text]) => `${at}.${name}: ${text}`);
}

/** What the server says of a Pod's volumes that are old-fashioned or that write over each other's files. */
export function volumeWarnings({ volumes = [] }: PodSpec, at: FieldPath): string[] {
  const texts = volumes.flatMap((volume, i) => {
    const here = [...at, 'volumes', i];
    const claim = volume.ephemeral?.volumeClaimTemplate?.spec;
    return [
      ...(volume.gitRepo
        ? [`${formatPath([...here, 'gitRepo'])}: deprecated in v1.11, and disabled by default in v1.33+`]
        : []),
      ...sourceWarnings(volume, formatPath(here)),
      ...(claim ? claimSpecWarnings(claim, [...here, 'ephemeral', 'volumeClaimTemplate', 'spec']) : []),
    ];
  });
  return [...texts, ...tokenPathWarnings(volumes, at)];
}

/** Files that lie where a ServiceAccount's token lies. */
function tokenPathWarnings(volumes: readonly Volume[], at: FieldPath): string[] {
  const sourcesOf = (volume: Volume) => volume.projected?.sources ?? [];
  const tokens = new Set(
    volumes.flatMap(sourcesOf).flatMap(({ serviceAccountToken }) => serviceAccountToken?.path ?? []),
  );
  return volumes.flatMap((volume, i) =>
    sourcesOf(volume).flatMap((source) =>
      (['configMap', 'secret', 'downwardAPI'] as const).flatMap((kind) =>
        (source[kind]?.items ?? []).flatMap(({ path }, j) => {
          if (!tokens.has(path)) return [];
          const list = kind === 'secret' ? 'secrets' : kind;
          const place = formatPath([...at, 'volumes', i, 'projected', 'sources', list, j]);
          return [`${place}: has duplicated path with ServiceAccountToken ${quote(path)}`];
        }),
      ),
    ),
  );
}
