import type { Namespace } from '../../../api/generated/objects.ts';
import { forbidden, notFound } from '../../../api/status.ts';
import { namespaceKind } from '../knownKinds.ts';
import type { AdmissionPlugin } from './admission.ts';
import { provisionalName } from './provisionalName.ts';

/** Refuses new objects in a Namespace that is not there or is on its way out. */
export const namespaceLifecycle: AdmissionPlugin = (context, info, object) => {
  if (!info.namespaced) return { object };
  const name = object.metadata?.namespace ?? '';
  const found = context.store.get(namespaceKind, '', name) as Namespace | undefined;
  if (!found) return { refusal: notFound(namespaceKind, name) };
  if (found.status?.phase !== 'Terminating') return { object };
  const why = `unable to create new content in namespace ${name} because it is being terminated`;
  const refusal = forbidden(info, provisionalName(object), why);
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${name} is being terminated`,
    field: 'metadata.namespace',
  };
  return { refusal: { ...refusal, details: { ...refusal.details, causes: [cause] } } };
};
