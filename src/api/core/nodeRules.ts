import type { FieldError } from '../field.ts';
import { duplicate, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Node, Taint } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, labelValueText, qualifiedName } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';

/** Defaults and validation of Nodes. */
export const nodeRules: KindRules<Node> = {
  applyDefaults(object) {
    if (object.status?.capacity) object.status.allocatable ??= { ...object.status.capacity };
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'cluster', dnsSubdomain), ...validateTaints(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateTaints(object)],
};

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTaints(object: Node): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, taint] of (object.spec?.taints ?? []).entries()) {
    const at = ['spec', 'taints', i];
    for (const text of qualifiedName(taint.key ?? '')) errors.push(invalidValue([...at, 'key'], taint.key ?? '', text));
    for (const text of labelValueText(taint.value ?? ''))
      errors.push(invalidValue([...at, 'value'], taint.value, text));
    errors.push(...validateEffect(taint, [...at, 'effect']));
    const identity = `${taint.key} ${taint.effect}`;
    if (seen.has(identity)) errors.push(duplicate(at, taint));
    seen.add(identity);
  }
  return errors;
}

function validateEffect({ effect }: Taint, at: readonly (string | number)[]): FieldError[] {
  if (!effect) return [required(at)];
  return effects.includes(effect) ? [] : [notSupported(at, effect, effects)];
}
