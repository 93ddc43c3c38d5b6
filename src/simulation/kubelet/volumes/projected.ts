import { configMapFiles } from './configMap.ts';
import { downwardApiFiles } from './downwardApi.ts';
import { folderModes, type KeyedFile, keyedVolume } from './keyedFiles.ts';
import { secretFiles } from './secret.ts';
import { ServiceAccountTokens } from './serviceAccountTokens.ts';
import type { VolumeSetUp } from './volume.ts';

/** Several sources in one folder (https://kubernetes.io/docs/concepts/storage/projected-volumes/). */
export const projected: VolumeSetUp = (volume, context) => {
  const { sources = [], defaultMode = 0o644 } = volume.projected ?? {};
  const tokens = new ServiceAccountTokens();
  // A token is for those alone who run as the Pod's own user or group.
  const tokenMode = context.pod.spec?.securityContext?.fsGroup === undefined ? defaultMode : 0o600;
  return keyedVolume(context, folderModes.memory, (now) => {
    const files: KeyedFile[] = [];
    const problems: string[] = [];
    for (const source of sources) {
      if (source.serviceAccountToken) {
        const content = tokens.contentOf(source.serviceAccountToken, now);
        files.push({ path: source.serviceAccountToken.path, content, mode: tokenMode });
      }
      if (source.clusterTrustBundle) problems.push(notSimulated('ClusterTrustBundle'));
      if (source.podCertificate) problems.push(notSimulated('PodCertificate'));
      if (source.downwardAPI) files.push(...downwardApiFiles(source.downwardAPI.items, defaultMode, now));
      for (const result of [
        source.configMap && configMapFiles({ ...source.configMap, defaultMode }, now),
        source.secret && secretFiles({ ...source.secret, defaultMode }, now),
      ]) {
        if (result?.problem !== undefined) problems.push(result.problem);
        else if (result) files.push(...result.files);
      }
    }
    const [problem, ...more] = problems;
    if (problem === undefined) return { files };
    return { problem: more.length > 0 ? `[${problems.join(', ')}]` : problem };
  });
};

function notSimulated(kind: string): string {
  return `${kind} projections are not simulated`;
}
