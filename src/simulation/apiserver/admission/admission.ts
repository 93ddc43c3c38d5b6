import type { Status } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject } from '../../../api/objects.ts';
import type { ServerContext } from '../serverContext.ts';
import { claimResize } from './claimResize.ts';
import { oneDefaultPriorityClass } from './defaultPriorityClass.ts';
import { limitRangeBounds } from './limitRangeBounds.ts';
import { limitRanger } from './limitRanger.ts';
import { namespaceLifecycle } from './namespaceLifecycle.ts';
import { podPriority } from './podPriority.ts';
import { podTolerations } from './podTolerations.ts';
import { resourceQuota } from './resourceQuota.ts';
import { runtimeClass } from './runtimeClass.ts';
import { serviceAccountToken } from './serviceAccountToken.ts';
import { defaultStorageClass } from './storageClass.ts';
import { storageProtection } from './storageProtection.ts';

/** What a plug-in makes of a new object, or why it refuses it. */
export type Admission<T extends KubernetesObject = KubernetesObject> =
  | { readonly object: T; readonly refusal?: undefined }
  | { readonly object?: undefined; readonly refusal: Status };

/** One admission plug-in; it sees every create and returns the object it was given where it has nothing to say. */
export type AdmissionPlugin = (context: ServerContext, info: KindInfo, object: KubernetesObject) => Admission;

/** A plug-in that only looks, at the finished object that would be stored; `old` is missing for a new one. */
export type Objection = (
  context: ServerContext,
  info: KindInfo,
  object: KubernetesObject,
  old: KubernetesObject | undefined,
) => Status | undefined;

/** In the order of a real server's recommended plug-ins. */
const plugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccountToken,
  podPriority,
  podTolerations,
  defaultStorageClass,
  storageProtection,
  runtimeClass,
];

/** These come after validation; the quota last, so that it counts only what nobody else refuses. */
const objections: readonly Objection[] = [oneDefaultPriorityClass, limitRangeBounds, claimResize, resourceQuota];

/** Lets every plug-in look at a new object, which may have no name yet. */
export function admitCreate(context: ServerContext, info: KindInfo, object: KubernetesObject): Admission {
  let admitted = object;
  for (const plugin of plugins) {
    const answer = plugin(context, info, admitted);
    if (answer.refusal) return answer;
    admitted = answer.object;
  }
  return { object: admitted };
}

/** What the plug-ins make of the next version of an object: only those that keep a Pod's tolerations have a say. */
export function admitUpdate(context: ServerContext, info: KindInfo, object: KubernetesObject): KubernetesObject {
  return podTolerations(context, info, object).object ?? object;
}

/** Why an object that is valid may not be stored after all, where that is so. */
export function objectionToWrite(
  context: ServerContext,
  info: KindInfo,
  object: KubernetesObject,
  old?: KubernetesObject,
): Status | undefined {
  for (const objection of objections) {
    const refusal = objection(context, info, object, old);
    if (refusal) return refusal;
  }
  return undefined;
}
