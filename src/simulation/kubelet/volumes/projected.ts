import { configMapFiles } from './configMap.ts';
import { downwardApiFiles } from './downwardApi.ts';
import { folderOf, type KeyedFile } from './keyedFiles.ts';
import { secretFiles } from './secret.ts';
import type { VolumeSetUp } from './volume.ts';

/** Several sources in one folder (https://kubernetes.io/docs/concepts/storage/projected-volumes/). */
export const projected: VolumeSetUp = (volume, context) => {
  const { sources = [], defaultMode = 0o644 } = volume.projected ?? {};
  const files: KeyedFile[] = [];
  for (const source of sources) {
    if (source.serviceAccountToken) {
      // No API server asks for it from inside a Pod yet: the token only has to be there.
      files.push({ path: source.serviceAccountToken.path, text: `token-of-${context.pod.metadata.uid}`, mode: 0o600 });
    }
    if (source.downwardAPI) files.push(...downwardApiFiles(source.downwardAPI.items, defaultMode, context));
    for (const result of [
      source.configMap && configMapFiles({ ...source.configMap, defaultMode }, context),
      source.secret && secretFiles({ ...source.secret, defaultMode }, context),
    ]) {
      if (result?.problem !== undefined) return { problem: result.problem };
      if (result) files.push(...result.files);
    }
  }
  return { folder: folderOf(files, context.nowMs) };
};
