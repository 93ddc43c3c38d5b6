import type { ConfigMap } from '../../../api/generated/objects.ts';
import { configMapKind } from '../../apiserver/knownKinds.ts';
import { filesOfKeys, folderOf, type KeyedFile } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** The keys of a ConfigMap as files (https://kubernetes.io/docs/concepts/storage/volumes/#configmap). */
export const configMap: VolumeSetUp = (volume, context) => {
  const result = configMapFiles(volume.configMap ?? {}, context);
  if (result.problem !== undefined) return { problem: result.problem };
  return { folder: folderOf(result.files, context.nowMs) };
};

interface ConfigMapSource {
  readonly name?: string;
  readonly items?: Parameters<typeof filesOfKeys>[1];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

/** The files of a ConfigMap source, of a volume of its own or projected with others. */
export function configMapFiles(
  source: ConfigMapSource,
  { api, pod }: VolumeContext,
): { readonly files: KeyedFile[]; readonly problem?: undefined } | { readonly problem: string } {
  const name = source.name ?? '';
  const object = api.get<ConfigMap>(configMapKind, pod.metadata.namespace ?? '', name);
  if (!object) return source.optional ? { files: [] } : { problem: `configmap "${name}" not found` };
  const { files, missingKey } = filesOfKeys(object.data ?? {}, source.items, source.defaultMode ?? 0o644);
  if (missingKey !== undefined && !source.optional) {
    return { problem: `configmap references non-existent config key: ${missingKey}` };
  }
  return { files };
}
