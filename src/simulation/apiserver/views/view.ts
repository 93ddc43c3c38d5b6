import type { KindInfo } from '../../../api/kinds.ts';
import type { KubernetesObject } from '../../../api/objects.ts';

/** Another form of stored objects: an older version, or the same objects in another group. */
export interface View {
  readonly info: KindInfo;
  /** The form in which they are stored. */
  readonly stored: KindInfo;
  toStored(object: KubernetesObject): KubernetesObject;
  fromStored(object: KubernetesObject): KubernetesObject;
}
