import type { Status } from '../../../api/generated/objects.ts';
import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject } from '../../../api/objects.ts';
import type { ServerContext } from '../serverContext.ts';
import { namespaceLifecycle } from './namespaceLifecycle.ts';
import { podPriority } from './podPriority.ts';
import { podTolerations } from './podTolerations.ts';
import { runtimeClass } from './runtimeClass.ts';
import { serviceAccountToken } from './serviceAccountToken.ts';

/** What a plug-in makes of a new object, or why it refuses it. */
export type Admission<T extends KubernetesObject = KubernetesObject> =
  | { readonly object: T; readonly refusal?: undefined }
  | { readonly object?: undefined; readonly refusal: Status };

/** One admission plug-in; it sees every create and returns the object it was given where it has nothing to say. */
export type AdmissionPlugin = (context: ServerContext, info: KindInfo, object: KubernetesObject) => Admission;

/** In the order of a real server's recommended plug-ins. */
const plugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccountToken,
  podPriority,
  podTolerations,
  runtimeClass,
];

/** Lets every plug-in look at a new object. */
export function admitCreate(context: ServerContext, info: KindInfo, object: KubernetesObject): Admission {
  let admitted = object;
  for (const plugin of plugins) {
    const answer = plugin(context, info, admitted);
    if (answer.refusal) return answer;
    admitted = answer.object;
  }
  return { object: admitted };
}
