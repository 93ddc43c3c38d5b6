import type { ClusterRoleBinding, RoleBinding, Subject } from '../../../api/generated/objects.ts';
import { clusterRoleBindingKind, roleBindingKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout, wideColumn } from '../tableLayout.ts';

const table: TableLayout<RoleBinding> = {
  columns: [
    nameColumn,
    column('Role', 'What it allows.'),
    ageColumn,
    wideColumn('Users', 'The users it is for.'),
    wideColumn('Groups', 'The groups it is for.'),
    wideColumn('ServiceAccounts', 'The service accounts it is for.'),
  ],
  cells: ({ metadata, roleRef, subjects = [] }, nowMs) => [
    metadata?.name ?? '',
    `${roleRef.kind}/${roleRef.name}`,
    ageText(metadata?.creationTimestamp, nowMs),
    subjectsText(subjects, 'User'),
    subjectsText(subjects, 'Group'),
    subjectsText(subjects, 'ServiceAccount'),
  ],
};

function subjectsText(subjects: readonly Subject[], wanted: string): string {
  return subjects
    .filter(({ kind }) => kind === wanted)
    .map(({ name, namespace = '' }) => (wanted === 'ServiceAccount' ? `${namespace}/${name}` : name))
    .join(', ');
}

export const roleBinding: Resource<RoleBinding> = { info: roleBindingKind, createsOnUpdate: true, table };

export const clusterRoleBinding: Resource<ClusterRoleBinding> = {
  info: clusterRoleBindingKind,
  createsOnUpdate: true,
  table,
};
