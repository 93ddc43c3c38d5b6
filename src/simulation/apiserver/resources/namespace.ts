import type { Namespace } from '../../../api/generated/objects.ts';
import { namespaceKind } from '../knownKinds.ts';
import type { Resource } from '../resource.ts';

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
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }),
  prepareUpdate: (object, old) => ({ ...object, spec: { ...object.spec, finalizers: old.spec?.finalizers } }),
  selectableFields: (object) => ({ 'status.phase': object.status?.phase ?? '', name: object.metadata?.name ?? '' }),
};
