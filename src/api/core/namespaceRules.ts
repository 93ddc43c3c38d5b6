import type { FieldError } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import type { Namespace } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel, qualifiedName } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

const ownFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** Defaults and validation of Namespaces. */
export const namespaceRules: KindRules<Namespace> = {
  applyDefaults(object) {
    const name = object.metadata?.name;
    if (name && object.metadata) {
      object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': name };
    }
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', dnsLabel), ...validateFinalizers(object)],
  validateUpdate: validateMetadataUpdate,
  validateStatus,
};

/** What waits for a Namespace's end before it goes: names of Kubernetes' own, or with a domain. */
function validateFinalizers({ spec }: Namespace): FieldError[] {
  const at = ['spec', 'finalizers'];
  return (spec?.finalizers ?? []).flatMap((name) => {
    const errors = qualifiedName(name).map((text) => invalidValue(at, name, text));
    if (name.includes('/') || ownFinalizers.has(name)) return errors;
    const why = 'name is neither a standard finalizer name nor is it fully qualified';
    return [...errors, invalidValue(at, name, why)];
  });
}

function validateStatus({ metadata, status }: Namespace): FieldError[] {
  const goes = metadata?.deletionTimestamp !== undefined;
  const phase = status?.phase ?? '';
  const wanted = goes ? 'Terminating' : 'Active';
  if (phase === wanted) return [];
  const why = `may only be '${wanted}' if \`deletionTimestamp\` is ${goes ? 'not empty' : 'empty'}`;
  return [invalidValue(['status', 'Phase'], phase, why)];
}
