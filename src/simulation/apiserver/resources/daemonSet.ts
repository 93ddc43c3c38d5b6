import type { DaemonSet } from '../../../api/generated/objects.ts';
import { sameJson } from '../equality.ts';
import { daemonSetKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';
import { templateCells, templateColumns } from './containerCells.ts';
import { mapText } from './mapText.ts';

/** Where a DaemonSet counts the changes of its template, from a time before ControllerRevisions. */
const templateGeneration = 'deprecated.daemonset.template.generation';

const table: TableLayout<DaemonSet> = {
  columns: [
    nameColumn,
    column('Desired', 'How many Nodes should have one of its Pods.', 'integer'),
    column('Current', 'How many of these Nodes have one.', 'integer'),
    column('Ready', 'On how many Nodes it is ready.', 'integer'),
    column('Up-to-date', 'On how many Nodes it has the newest template.', 'integer'),
    column('Available', 'On how many Nodes it has been ready for long enough.', 'integer'),
    column('Node Selector', 'Which Nodes it is for.'),
    ageColumn,
    ...templateColumns,
  ],
  cells: ({ metadata, spec, status }, nowMs) => [
    metadata?.name ?? '',
    status?.desiredNumberScheduled ?? 0,
    status?.currentNumberScheduled ?? 0,
    status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0,
    status?.numberAvailable ?? 0,
    mapText(spec?.template.spec?.nodeSelector),
    ageText(metadata?.creationTimestamp, nowMs),
    ...templateCells(spec?.template.spec?.containers, spec?.selector),
  ],
};

export const daemonSet: Resource<DaemonSet> = {
  info: daemonSetKind,
  hasStatus: true,
  countsGenerations: 'spec',
  prepareCreate: (object) => ({
    ...withTemplateGeneration(object, 1),
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  }),
  prepareUpdate: (object, old) => {
    const before = Number(old.metadata.annotations?.[templateGeneration] ?? 1);
    const sameTemplate = sameJson(object.spec?.template, old.spec?.template);
    return withTemplateGeneration(object, sameTemplate ? before : before + 1);
  },
  table,
};

function withTemplateGeneration(object: DaemonSet, count: number): DaemonSet {
  const annotations = { ...object.metadata?.annotations, [templateGeneration]: String(count) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
