import type { KeyToPath, Secret } from '../../../api/generated/objects.ts';
import { secretKind } from '../../apiserver/knownKinds.ts';
import { base64Bytes } from '../base64.ts';
import { filesOfKeys, folderModes, type KeyedFilesResult, keyedVolume } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** The keys of a Secret as files (https://kubernetes.io/docs/concepts/storage/volumes/#secret). */
export const secret: VolumeSetUp = (volume, context) => {
  const { secretName = '', ...source } = volume.secret ?? {};
  return keyedVolume(context, folderModes.memory, (now) => secretFiles({ ...source, name: secretName }, now));
};

interface SecretSource {
  readonly name?: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

/** The files of a Secret source, of a volume of its own or projected with others. */
export function secretFiles(source: SecretSource, { api, pod }: VolumeContext): KeyedFilesResult {
  const { name = '', items, optional, defaultMode = 0o644 } = source;
  const object = api.get<Secret>(secretKind, pod.metadata.namespace ?? '', name);
  if (!object) return optional ? { files: [] } : { problem: `secret "${name}" not found` };
  const data = new Map(Object.entries(object.data ?? {}).map(([key, value]) => [key, base64Bytes(value)]));
  const { files, missingKey } = filesOfKeys(data, items, defaultMode, optional ? 'skipped' : 'error');
  if (missingKey !== undefined) return { problem: `references non-existent secret key: ${missingKey}` };
  return { files };
}
