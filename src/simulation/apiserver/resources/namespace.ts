import type { Namespace } from '../../../api/generated/objects.ts';
import { namespaceKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';
import { ageColumn, ageText, column, nameColumn, type TableLayout } from '../tableLayout.ts';

/** What a cluster cannot do without (the admission plug-in NamespaceLifecycle). */
const undeletable = ['default', 'kube-system', 'kube-public'];

const table: TableLayout<Namespace> = {
  columns: [nameColumn, column('Status', 'Active, or on its way out.'), ageColumn],
  cells: ({ metadata, status }, nowMs) => [
    metadata?.name ?? '',
    status?.phase ?? '',
    ageText(metadata?.creationTimestamp, nowMs),
  ],
};

export const namespace: Resource<Namespace> = {
  info: namespaceKind,
  hasStatus: true,
  prepareCreate: (object) => ({
    ...object,
    // Every Namespace is labelled with its own name, so that selectors can name it.
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata?.labels, 'kubernetes.io/metadata.name': object.metadata?.name ?? '' },
    },
    spec: { finalizers: [...new Set([...(object.spec?.finalizers ?? []), 'kubernetes'])] },
    status: { phase: 'Active' },
  }),
  prepareUpdate: (object, old) => ({ ...object, spec: { ...object.spec, finalizers: old.spec?.finalizers } }),
  undeletable: ({ metadata }) =>
    undeletable.includes(metadata.name) ? 'this namespace may not be deleted' : undefined,
  markDeleting: (object) => ({ ...object, status: { ...object.status, phase: 'Terminating' } }),
  selectableFields: (object) => ({ 'status.phase': object.status?.phase ?? '' }),
  table,
};
