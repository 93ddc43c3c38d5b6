import type { Scale } from '../../api/generated/objects.ts';
import type { KindInfo } from '../../api/kinds.ts';
import type { KubernetesObject, Stored } from '../../api/objects.ts';
import { notFound, unknownPath } from '../../api/status.ts';
import type { ApiResult } from './componentApi.ts';
import { resourceOf } from './registry.ts';
import type { Scaling } from './resource.ts';
import type { Store } from './store.ts';

/** An object as its subresource `scale` shows it; kinds without replicas have no such path. */
export function findScale(store: Store, info: KindInfo, namespace: string, name: string): ApiResult<Scale> {
  if (!scalingOf(info)) return { refusal: unknownPath() };
  const object = store.get(info, info.namespaced ? namespace : '', name);
  return object ? { object: scaleView(info, object) } : { refusal: noSuchScale(info, name) };
}

/** The view of an object that only knows how many replicas it has: autoscaling/v1 Scale. */
export function scaleView(info: KindInfo, object: Stored): Stored<Scale> {
  const scaling = scalingOf(info);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const replicas = scaling?.replicas(object) ?? 0;
  const selector = scaling?.selectorText(object) ?? '';
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace !== undefined && { namespace }), uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: scaling?.currentReplicas(object) ?? 0, ...(selector !== '' && { selector }) },
  };
}

/** The object with the size that a Scale asks for, and its expectation of the stored version. */
export function scaledObject(info: KindInfo, old: Stored, { metadata, spec }: Scale): KubernetesObject {
  const { resourceVersion, uid } = metadata ?? {};
  const scaled = scalingOf(info)?.withReplicas(old, spec?.replicas ?? 0) ?? old;
  return {
    ...scaled,
    metadata: { ...old.metadata, resourceVersion: resourceVersion ?? '', ...(uid !== undefined && { uid }) },
  };
}

/** A real server names the subresource, but for StatefulSets, and a ReplicationController's lies in another group. */
function noSuchScale(info: KindInfo, name: string) {
  if (info.plural === 'statefulsets') return notFound(info, name);
  const group = info.plural === 'replicationcontrollers' ? 'autoscaling' : info.group;
  return notFound({ ...info, group, plural: `${info.plural}/scale` }, name);
}

function scalingOf(info: KindInfo): Scaling<KubernetesObject> | undefined {
  return resourceOf(info).scale as Scaling<KubernetesObject> | undefined;
}
