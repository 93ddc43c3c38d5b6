import type { Deployment, Pod, PodDisruptionBudget } from '../../../api/generated/objects.ts';
import { findKind } from '../../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../../api/objects.ts';
import { shareOf } from '../../../api/shareOf.ts';
import type { ComponentApi } from '../../apiserver/componentApi.ts';
import { deploymentKind, replicaSetKind } from '../../apiserver/knownKinds.ts';
import { controllerOf } from '../controlledObjects.ts';

/** How many Pods there shall be, and how many of them must stay healthy; or why that cannot be said. */
export type Expected =
  | { readonly expectedPods: number; readonly desiredHealthy: number; readonly problem?: undefined }
  | { readonly problem: string };

/** What a budget asks for (`getExpectedPodCount`): a percentage is one of the sizes of the Pods' controllers. */
export function expectedOf(api: ComponentApi, budget: PodDisruptionBudget, pods: readonly Stored<Pod>[]): Expected {
  const { minAvailable, maxUnavailable } = budget.spec ?? {};
  if (maxUnavailable === undefined && typeof minAvailable === 'number') {
    return { expectedPods: pods.length, desiredHealthy: minAvailable };
  }
  const share = maxUnavailable ?? minAvailable;
  if (share === undefined) return { expectedPods: 0, desiredHealthy: 0 };
  const scale = scaleOf(api, pods);
  if (typeof scale === 'string') return { problem: scale };
  const count = shareOf(share, scale, Math.ceil) ?? 0;
  const desiredHealthy = maxUnavailable === undefined ? count : Math.max(0, scale - count);
  return { expectedPods: scale, desiredHealthy };
}

/** The sizes of all controllers of these Pods together, or why one has none. Pods without a controller count for nothing. */
function scaleOf(api: ComponentApi, pods: readonly Stored<Pod>[]): number | string {
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (!owner || sizes.has(owner.uid)) continue;
    const info = findKind(owner.apiVersion, owner.kind);
    const controller = info && api.get<Sized>(info, pod.metadata.namespace ?? '', owner.name);
    if (!info || controller?.metadata.uid !== owner.uid) return `found no controllers for pod "${pod.metadata.name}"`;
    if (controller.spec?.replicas === undefined) {
      return `${info.plural}${info.group && `.${info.group}`} does not implement the scale subresource`;
    }
    sizes.set(owner.uid, 0);
    const top = info === replicaSetKind ? (deploymentOf(api, controller) ?? controller) : controller;
    sizes.set(top.metadata.uid, top.spec?.replicas ?? 0);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

type Sized = KubernetesObject & { readonly spec?: { readonly replicas?: number } };

function deploymentOf(api: ComponentApi, set: Stored): Stored<Deployment> | undefined {
  const owner = controllerOf(set);
  if (owner?.kind !== 'Deployment') return undefined;
  const deployment = api.get<Deployment>(deploymentKind, set.metadata.namespace ?? '', owner.name);
  return deployment?.metadata.uid === owner.uid ? deployment : undefined;
}
