import type { Pod } from '../../../api/generated/objects.ts';
import { podKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { qosClass } from './qosClass.ts';

export const pod: Resource<Pod> = {
  info: podKind,
  hasStatus: true,
  countsGenerations: true,
  returnsDeleted: true,
  prepareCreate: (object) => ({ ...object, status: { phase: 'Pending', qosClass: qosClass(object.spec) } }),
  gracePeriodSeconds: (object, options) => {
    // Nobody would finish the deletion of a Pod that no Node has, and one that ended has nothing left to stop.
    const phase = object.status?.phase;
    if (!object.spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
    const seconds = options.gracePeriodSeconds ?? object.spec.terminationGracePeriodSeconds ?? 30;
    return seconds < 0 ? 1 : seconds;
  },
  selectableFields: (object) => ({
    'spec.nodeName': object.spec?.nodeName ?? '',
    'spec.restartPolicy': object.spec?.restartPolicy ?? '',
    'spec.schedulerName': object.spec?.schedulerName ?? '',
    'spec.serviceAccountName': object.spec?.serviceAccountName ?? '',
    'spec.hostNetwork': String(object.spec?.hostNetwork ?? false),
    'status.phase': object.status?.phase ?? '',
    'status.podIP': object.status?.podIP ?? '',
    'status.nominatedNodeName': object.status?.nominatedNodeName ?? '',
  }),
};
