import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../generated/objects.ts';
import { dnsLabel, dnsSubdomain, labelValueText, qualifiedName } from '../names.ts';
import { validateLabelKeys } from './labelKeysValidation.ts';
import { validateLabelSelector } from './labelSelectorValidation.ts';

const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
const soft = 'preferredDuringSchedulingIgnoredDuringExecution';

/** What is wrong with a Pod's affinity and anti-affinity. */
export function validateAffinity(affinity: Affinity, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (affinity.nodeAffinity) errors.push(...validateNodeAffinity(affinity.nodeAffinity, [...at, 'nodeAffinity']));
  for (const field of ['podAffinity', 'podAntiAffinity'] as const) {
    const podAffinity = affinity[field];
    if (podAffinity) errors.push(...validatePodAffinity(podAffinity, [...at, field]));
  }
  return errors;
}

function validateWeight(weight: number | undefined, at: FieldPath): FieldError[] {
  const value = weight ?? 0;
  return value >= 1 && value <= 100 ? [] : [invalidValue([...at, 'weight'], value, 'must be in the range 1-100')];
}

function validateNodeAffinity(affinity: NodeAffinity, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const needed = affinity[hard];
  if (needed) errors.push(...validateNodeSelector(needed, [...at, hard]));
  for (const [i, { weight, preference }] of (affinity[soft] ?? []).entries()) {
    const here = [...at, soft, i];
    errors.push(
      ...validateWeight(weight, here),
      ...validateNodeTerm(preference ?? {}, [...here, 'preference'], 'preferred'),
    );
  }
  return errors;
}

/** What is wrong with a selector of Nodes. */
export function validateNodeSelector(selector: NodeSelector, at: FieldPath): FieldError[] {
  const path = [...at, 'nodeSelectorTerms'];
  const terms = selector.nodeSelectorTerms ?? [];
  const errors = terms.length === 0 ? [required(path, 'must have at least one node selector term')] : [];
  for (const [i, term] of terms.entries()) errors.push(...validateNodeTerm(term, [...path, i], 'required'));
  return errors;
}

type Strength = 'required' | 'preferred';

function validateNodeTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  at: FieldPath,
  strength: Strength,
): FieldError[] {
  return [
    ...matchExpressions.flatMap((requirement, i) =>
      validateExpression(requirement, [...at, 'matchExpressions', i], strength),
    ),
    ...matchFields.flatMap((requirement, i) => validateField(requirement, [...at, 'matchFields', i])),
  ];
}

function validateExpression(
  { key = '', operator = '', values = [] }: NodeSelectorRequirement,
  at: FieldPath,
  strength: Strength,
): FieldError[] {
  const errors: FieldError[] = [];
  const path = [...at, 'values'];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(path, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(forbiddenField(path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(path, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalidValue([...at, 'operator'], operator, 'not a valid selector operator'));
  for (const text of qualifiedName(key)) errors.push(invalidValue([...at, 'key'], key, text));
  // A preference that no Node can meet does no harm: the server only warns of it.
  for (const [i, value] of strength === 'required' ? values.entries() : [])
    for (const text of labelValueText(value)) errors.push(invalidValue([...path, i], value, text));
  return errors;
}

function validateField({ key = '', operator = '', values = [] }: NodeSelectorRequirement, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    if (values.length !== 1) errors.push(required([...at, 'values'], why));
  } else errors.push(invalidValue([...at, 'operator'], operator, 'not a valid selector operator'));
  if (key !== 'metadata.name') return [...errors, invalidValue([...at, 'key'], key, 'not a valid field selector key')];
  for (const [i, value] of values.entries())
    for (const text of dnsSubdomain(value)) errors.push(invalidValue([...at, 'values', i], value, text));
  return errors;
}

function validatePodAffinity(affinity: PodAffinity, at: FieldPath): FieldError[] {
  return [
    ...(affinity[hard] ?? []).flatMap((term, i) => validatePodTerm(term, [...at, hard, i])),
    ...(affinity[soft] ?? []).flatMap(({ weight, podAffinityTerm }, i) => {
      const here = [...at, soft, i];
      return [
        ...validateWeight(weight, here),
        ...validatePodTerm(podAffinityTerm ?? { topologyKey: '' }, [...here, 'podAffinityTerm']),
      ];
    }),
  ];
}

function validatePodTerm(term: PodAffinityTerm, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['labelSelector', 'namespaceSelector'] as const) {
    const selector = term[field];
    if (selector) errors.push(...validateLabelSelector(selector, [...at, field]));
  }
  for (const name of term.namespaces ?? [])
    for (const text of dnsLabel(name)) errors.push(invalidValue([...at, 'namespace'], name, text));
  errors.push(...validateLabelKeys(term, at));
  const key = term.topologyKey ?? '';
  if (!key) errors.push(required([...at, 'topologyKey'], 'can not be empty'));
  for (const text of qualifiedName(key)) errors.push(invalidValue([...at, 'topologyKey'], key, text));
  return errors;
}
