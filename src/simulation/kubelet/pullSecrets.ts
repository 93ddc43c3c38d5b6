import { secretKind } from '../apiserver/knownKinds.ts';
import type { PodContext } from './podContext.ts';

/**
 * Says which of a Pod's `imagePullSecrets` do not exist, as the kubelet does with each sync: it pulls without them
 * (https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/).
 */
export function sayMissingPullSecrets({ node, pod }: PodContext): void {
  const names = (pod.spec?.imagePullSecrets ?? []).map(({ name = '' }) => name).filter((name) => name !== '');
  const missing = names.filter((name) => !node.api.get(secretKind, pod.metadata.namespace ?? '', name));
  if (missing.length === 0) return;
  node.events.record(pod, {
    type: 'Warning',
    reason: 'FailedToRetrieveImagePullSecret',
    message: `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`,
  });
}
