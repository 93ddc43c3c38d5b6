import type { Secret } from '../../../api/generated/objects.ts';
import { secretKind } from '../../apiserver/knownKinds.ts';
import { decodeBase64 } from '../base64.ts';
import { filesOfKeys, folderOf, type KeyedFile } from './keyedFiles.ts';
import type { VolumeContext, VolumeSetUp } from './volume.ts';

/** The keys of a Secret as files (https://kubernetes.io/docs/concepts/storage/volumes/#secret). */
export const secret: VolumeSetUp = (volume, context) => {
  const { secretName, ...source } = volume.secret ?? {};
  const result = secretFiles({ ...source, ...(secretName !== undefined && { name: secretName }) }, context);
  if (result.problem !== undefined) return { problem: result.problem };
  return { folder: folderOf(result.files, context.nowMs) };
};

interface SecretSource {
  readonly name?: string;
  readonly items?: Parameters<typeof filesOfKeys>[1];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

/** The files of a Secret source, of a volume of its own or projected with others. */
export function secretFiles(
  source: SecretSource,
  { api, pod }: VolumeContext,
): { readonly files: KeyedFile[]; readonly problem?: undefined } | { readonly problem: string } {
  const name = source.name ?? '';
  const object = api.get<Secret>(secretKind, pod.metadata.namespace ?? '', name);
  if (!object) return source.optional ? { files: [] } : { problem: `secret "${name}" not found` };
  const data = Object.fromEntries(Object.entries(object.data ?? {}).map(([key, value]) => [key, decodeBase64(value)]));
  const { files, missingKey } = filesOfKeys(data, source.items, source.defaultMode ?? 0o644);
  if (missingKey !== undefined && !source.optional) {
    return { problem: `references non-existent secret key: ${missingKey}` };
  }
  return { files };
}
