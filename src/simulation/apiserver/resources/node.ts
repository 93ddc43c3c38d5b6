import type { Node } from '../../../api/generated/objects.ts';
import { nodeKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';
import { nodeCells } from './nodeCells.ts';

const table: TableLayout<Node> = {
  columns: [
    nameColumn,
    column('Status', 'Whether it takes Pods.'),
    column('Roles', 'What it is for, from its labels.'),
    ageColumn,
    column('Version', 'The version of its kubelet.'),
    wideColumn('Internal-IP', 'Its address within the cluster.'),
    wideColumn('External-IP', 'Its address for the world.'),
    wideColumn('OS-Image', 'Its operating system.'),
    wideColumn('Kernel-Version', 'The version of its kernel.'),
    wideColumn('Container-Runtime', 'What runs its containers.'),
  ],
  cells: nodeCells,
};

export const node: Resource<Node> = {
  info: nodeKind,
  hasStatus: true,
  selectableFields: (object) => ({ 'spec.unschedulable': String(object.spec?.unschedulable ?? false) }),
  table,
};
