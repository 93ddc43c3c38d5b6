import type { LabelSelector } from '../../../api/generated/objects.ts';
import { formatLabelQuery, queryOf } from '../../../api/labels.ts';
import type { KubernetesObject } from '../../../api/objects.ts';
import type { Scaling } from '../resource.ts';

interface Replicated extends KubernetesObject {
  spec?: { replicas?: number };
  status?: { replicas?: number };
}

/** How a kind with `spec.replicas` is seen through its subresource `scale`. */
export function scaleOf<T extends Replicated>(selector: (object: T) => LabelSelector | undefined): Scaling<T> {
  return {
    replicas: ({ spec }) => spec?.replicas ?? 0,
    currentReplicas: ({ status }) => status?.replicas ?? 0,
    selectorText: (object) => {
      const read = queryOf(selector(object) ?? {});
      return read.problem === undefined ? formatLabelQuery(read.query) : '';
    },
    withReplicas: (object, replicas) => ({ ...object, spec: { ...object.spec, replicas } }),
  };
}
