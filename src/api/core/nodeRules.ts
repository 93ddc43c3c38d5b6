import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { Node, Taint } from '../generated/objects.ts';
import { parseIpRange } from '../ip.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain, labelValueText, qualifiedName } from '../names.ts';
import { internalValue } from './internalValues.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { nameErrors } from './nameErrors.ts';
import { validateQuantityOf } from './resourceNames.ts';

/** Defaults and validation of Nodes. */
export const nodeRules: KindRules<Node> = {
  applyDefaults(object) {
    if (object.status?.capacity) object.status.allocatable ??= { ...object.status.capacity };
    return object;
  },
  validateCreate: (object) => [
    ...validateMetadata(object, 'cluster', dnsSubdomain),
    ...validateTaints(object),
    ...validateAmounts(object),
    ...validatePodRanges(object),
  ],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateStatus(object),
    ...validateChange(object, old),
    ...validateTaints(object),
  ],
  validateStatus,
};

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The server looks for the taints in the metadata. */
const taintsPath: FieldPath = ['metadata', 'taints'];

function validateTaints(object: Node): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  for (const [i, taint] of (object.spec?.taints ?? []).entries()) {
    const at = [...taintsPath, i];
    const { key = '', value = '' } = taint;
    errors.push(...nameErrors(key, qualifiedName, [...at, 'key']));
    const texts = labelValueText(value);
    if (texts.length > 0) errors.push(invalidValue([...at, 'value'], value, texts.join(';')));
    errors.push(...validateEffect(taint, [...at, 'effect']));
    const identity = `${key} ${taint.effect}`;
    if (seen.has(identity)) {
      const error = duplicate(at, internalValue(taint, 'Taint'));
      errors.push({ ...error, message: `${error.message}: taints must be unique by key and effect pair` });
    }
    seen.add(identity);
  }
  return errors;
}

function validateEffect({ effect }: Taint, at: FieldPath): FieldError[] {
  if (!effect) return [required(at)];
  return effects.includes(effect) ? [] : [notSupported(at, effect, effects)];
}

function validateAmounts({ status = {} }: Node): FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((field) =>
    Object.entries(status[field] ?? {}).flatMap(([name, text]) =>
      validateQuantityOf(name, text, ['status', field, name]),
    ),
  );
}

/** What is wrong with what a kubelet says of its Node. */
function validateStatus(object: Node): FieldError[] {
  const errors = validateAmounts(object);
  const seen = new Set<string>();
  for (const [i, { address = '', type = '' }] of (object.status?.addresses ?? []).entries()) {
    const identity = `${type} ${address}`;
    if (seen.has(identity)) errors.push(duplicate(['status', 'addresses', i], { Type: type, Address: address }));
    seen.add(identity);
  }
  return errors;
}

const rangesPath: FieldPath = ['spec', 'podCIDRs'];

/** A Node has at most one range of Pod addresses of each family. */
function validatePodRanges({ spec = {} }: Node): FieldError[] {
  const ranges = spec.podCIDRs ?? (spec.podCIDR ? [spec.podCIDR] : []);
  const parsed = ranges.map((range) => parseIpRange(range));
  const errors = ranges.flatMap((range, i) =>
    parsed[i]
      ? []
      : [invalidValue([...rangesPath, i], range, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')],
  );
  if (ranges.length < 2) return errors;
  if (ranges.length > 2 || new Set(parsed.map((range) => range?.bits)).size < 2)
    errors.push(invalidValue(rangesPath, ranges, 'may specify no more than one CIDR for each IP family'));
  const repeated = ranges.flatMap((range, i) =>
    ranges.indexOf(range) < i ? [duplicate([...rangesPath, i], range)] : [],
  );
  return [...errors, ...repeated];
}

/** What is given to a Node once stays. */
function validateChange({ spec = {} }: Node, { spec: old = {} }: Node): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.podCIDRs ?? [];
  const now = spec.podCIDRs ?? [];
  const why = 'node updates may not change podCIDR except from "" to valid';
  if (before.length > 0 && before.length !== now.length) errors.push(forbiddenField(rangesPath, why));
  else for (const [i, range] of before.entries()) if (range !== now[i]) errors.push(forbiddenField(rangesPath, why));
  if (old.providerID && old.providerID !== spec.providerID) {
    const text = 'node updates may not change providerID except from "" to valid';
    errors.push(forbiddenField(['spec', 'providerID'], text));
  }
  return errors;
}
