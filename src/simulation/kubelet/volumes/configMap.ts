import type { ConfigMap, KeyToPath } from '../../../api/generated/objects.ts';
import { configMapKind } from '../../apiserver/knownKinds.ts';
import { toBytes } from '../../containers/bytes.ts';
import { base64Bytes } from '../base64.ts';
import { filesOfKeys, folderModes, type KeyedFilesResult, keyedVolume } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** The keys of a ConfigMap as files (https://kubernetes.io/docs/concepts/storage/volumes/#configmap). */
export const configMap: VolumeSetUp = (volume, context) =>
  keyedVolume(context, folderModes.disk, (now) => configMapFiles(volume.configMap ?? {}, now));

interface ConfigMapSource {
  readonly name?: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

/** The files of a ConfigMap source, of a volume of its own or projected with others. */
export function configMapFiles(source: ConfigMapSource, { api, pod }: VolumeContext): KeyedFilesResult {
  const { name = '', items, optional, defaultMode = 0o644 } = source;
  const object = api.get<ConfigMap>(configMapKind, pod.metadata.namespace ?? '', name);
  if (!object) return optional ? { files: [] } : { problem: `configmap "${name}" not found` };
  const data = new Map<string, string>();
  for (const [key, text] of Object.entries(object.data ?? {})) data.set(key, toBytes(text));
  for (const [key, text] of Object.entries(object.binaryData ?? {})) data.set(key, base64Bytes(text));
  const { files, missingKey } = filesOfKeys(data, items, defaultMode, optional ? 'skipped' : 'error');
  if (missingKey !== undefined) return { problem: `configmap references non-existent config key: ${missingKey}` };
  return { files };
}
