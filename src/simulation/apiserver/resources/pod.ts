import type { Pod, PodCondition, PodSpec } from '../../../api/generated/objects.ts';
import { qosClass } from '../../../api/qosClass.ts';
import { podKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';
import { podCells, podRowConditions } from './podCells.ts';

const table: TableLayout<Pod> = {
  columns: [
    nameColumn,
    column('Ready', 'How many of its containers are ready.'),
    column('Status', 'What its containers are doing.'),
    column('Restarts', 'How often its containers were restarted, and when last.'),
    ageColumn,
    wideColumn('IP', 'Its address.'),
    wideColumn('Node', 'Where it runs.'),
    wideColumn('Nominated Node', 'Where room is being made for it.'),
    wideColumn('Readiness Gates', 'How many of its readiness gates are open.'),
  ],
  cells: podCells,
  conditions: podRowConditions,
};

export const pod: Resource<Pod> = {
  info: podKind,
  hasStatus: true,
  countsGenerations: 'spec',
  returnsDeleted: true,
  prepareCreate: (object) => ({
    ...object,
    ...(object.spec && { spec: withPositiveGrace(object.spec) }),
    status: { phase: 'Pending', qosClass: qosClass(object.spec) },
  }),
  complete: (object) => {
    const { conditions } = object.status ?? {};
    return conditions ? { ...object, status: { ...object.status, conditions: conditions.map(withProbeTime) } } : object;
  },
  gracePeriodSeconds: (object, options) => {
    // Nobody would finish the deletion of a Pod that no Node has, and one that ended has nothing left to stop.
    const phase = object.status?.phase;
    if (!object.spec?.nodeName || phase === 'Succeeded' || phase === 'Failed') return 0;
    const seconds = options.gracePeriodSeconds ?? object.spec.terminationGracePeriodSeconds ?? 30;
    return seconds < 0 ? 1 : seconds;
  },
  selectableFields: (object) => ({
    'spec.nodeName': object.spec?.nodeName ?? '',
    // As clients of the first years call it.
    'spec.host': object.spec?.nodeName ?? '',
    'spec.restartPolicy': object.spec?.restartPolicy ?? '',
    'spec.schedulerName': object.spec?.schedulerName ?? '',
    'spec.serviceAccountName': object.spec?.serviceAccountName ?? '',
    'spec.hostNetwork': String(object.spec?.hostNetwork ?? false),
    'status.phase': object.status?.phase ?? '',
    'status.podIP': object.status?.podIP ?? '',
    // A real server knows the name, and finds nothing under it.
    'status.podIPs': '',
    'status.nominatedNodeName': object.status?.nominatedNodeName ?? '',
  }),
  table,
};

/** A negative grace period is an old way to write one second. */
function withPositiveGrace(spec: PodSpec): PodSpec {
  const seconds = spec.terminationGracePeriodSeconds;
  return seconds !== undefined && seconds < 0 ? { ...spec, terminationGracePeriodSeconds: 1 } : spec;
}

/** The server writes a time that nobody sets any more as null; our generated types know no null. */
function withProbeTime(condition: PodCondition): PodCondition {
  return { lastProbeTime: null, ...condition } as unknown as PodCondition;
}
