import { unchanged, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import { oldLabelText } from '../core/nodeLabelWarnings.ts';
import { type FieldError, formatPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { StorageClass, TopologySelectorTerm } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { byteLength, dnsSubdomain, qualifiedName } from '../names.ts';
import { sameValue } from '../sameValue.ts';

/** Defaults and validation of StorageClasses. */
export const storageClassRules: KindRules<StorageClass> = {
  applyDefaults(object) {
    object.reclaimPolicy ??= 'Delete';
    object.volumeBindingMode ??= 'Immediate';
    return object;
  },
  validateCreate,
  validateUpdate: (object, old) => [
    ...validateCreate(object),
    ...validateMetadataUpdate(object, old),
    ...validateChange(object, old),
  ],
  warnings,
};

function validateCreate(object: StorageClass): FieldError[] {
  return [...validateMetadata(object, 'cluster', dnsSubdomain), ...validateOwn(object)];
}

function warnings({ allowedTopologies = [] }: StorageClass): string[] {
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
    matchLabelExpressions.flatMap(({ key = '' }, j) => {
      const text = oldLabelText(key);
      const path = formatPath(['allowedTopologies', i, 'matchLabelExpressions', j, 'key']);
      return text === undefined ? [] : [`${path}: ${text}`];
    }),
  );
}

const reclaimPolicies = ['Delete', 'Retain'];
const bindingModes = ['Immediate', 'WaitForFirstConsumer'];

/** All parameters together, in bytes. */
const maxParameterBytes = 256 * 1024;
const maxParameters = 512;

function validateOwn(object: StorageClass): FieldError[] {
  const { provisioner = '', reclaimPolicy = '', volumeBindingMode: binding, parameters = {} } = object;
  const errors: FieldError[] = [];
  if (provisioner === '') errors.push(required(['provisioner']));
  else
    for (const text of qualifiedName(provisioner.toLowerCase()))
      errors.push(invalidValue(['provisioner'], provisioner, text));
  const entries = Object.entries(parameters);
  if (entries.length > maxParameters) errors.push(tooLong(['parameters'], maxParameters));
  else {
    let bytes = 0;
    for (const [key, value] of entries) {
      if (key === '') errors.push(invalidValue(['parameters'], key, 'field can not be empty.'));
      bytes += byteLength(key) + byteLength(value);
    }
    if (bytes > maxParameterBytes) errors.push(tooLong(['parameters'], maxParameterBytes));
  }
  if (reclaimPolicy !== '' && !reclaimPolicies.includes(reclaimPolicy))
    errors.push(notSupported(['reclaimPolicy'], reclaimPolicy, reclaimPolicies));
  if (binding === undefined) errors.push(required(['volumeBindingMode']));
  else if (!bindingModes.includes(binding)) errors.push(notSupported(['volumeBindingMode'], binding, bindingModes));
  return [...errors, ...validateTopologies(object)];
}

/** The server says of each term how often it stood before, with one error each time; so many words about it nobody reads. */
const mostRepetitions = 10_000;

function validateTopologies({ allowedTopologies = [] }: StorageClass): FieldError[] {
  const before = new Map<string, number>();
  let repetitions = 0;
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) => {
    const seen = new Set<string>();
    const own = topologyOf({ matchLabelExpressions });
    const times = before.get(own) ?? 0;
    before.set(own, times + 1);
    const repeated = Math.min(times, mostRepetitions - repetitions);
    repetitions += repeated;
    const errors = matchLabelExpressions.flatMap(({ key = '', values = [] }, j) => {
      const here = ['allowedTopologies', i, 'matchLabelExpressions', j];
      const errors = values.length === 0 ? [required([...here, 'values'])] : [];
      const valuesBefore = new Set<string>();
      for (const [k, value] of values.entries()) {
        if (valuesBefore.has(value)) errors.push(duplicate([...here, 'values', k], value));
        valuesBefore.add(value);
      }
      errors.push(...nameErrors(key, qualifiedName, [...here, 'key']));
      if (seen.has(key)) errors.push(duplicate([...here, 'key'], key));
      seen.add(key);
      return errors;
    });
    const path = ['allowedTopologies', i, 'matchLabelExpressions'];
    return [...errors, ...Array.from({ length: repeated }, () => duplicate(path, ''))];
  });
}

/** What a term asks for, whatever the order of its words; the same text for the same. */
function topologyOf({ matchLabelExpressions = [] }: TopologySelectorTerm): string {
  const wanted = new Map(matchLabelExpressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify([...wanted].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function validateChange(object: StorageClass, old: StorageClass): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['parameters', 'provisioner', 'reclaimPolicy'] as const)
    if (!sameValue(object[field], old[field]))
      errors.push(forbiddenField([field], `updates to ${field} are forbidden.`));
  return [...errors, ...unchanged(object.volumeBindingMode, old.volumeBindingMode, ['volumeBindingMode'])];
}
