import { nameErrors } from '../core/nameErrors.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidUnprinted, invalidValue, notSupported, quote, required, tooMany } from '../fieldErrors.ts';
import type {
  JobSpec,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../generated/objects.ts';
import { qualifiedName } from '../names.ts';

const maxRules = 20;
const maxExitCodes = 255;
const maxConditions = 20;
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

/** What is wrong with the rules by which a failed Pod is judged. */
export function validateFailurePolicy(spec: Partial<JobSpec>, policy: PodFailurePolicy, at: FieldPath): FieldError[] {
  const rules = policy.rules ?? [];
  const path = [...at, 'rules'];
  const errors = rules.length > maxRules ? [tooMany(path, rules.length, maxRules)] : [];
  const { initContainers = [], containers = [] } = spec.template?.spec ?? { containers: [] };
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  for (const [i, rule] of rules.entries()) errors.push(...validateRule(rule, spec, names, [...path, i]));
  return errors;
}

/** A failure policy as the server prints it: with the names of its internal type. */
export function failurePolicyValue({ rules }: Partial<PodFailurePolicy>): unknown {
  const printed = rules?.map(({ action = '', onExitCodes, onPodConditions }) => ({
    Action: action,
    OnExitCodes: onExitCodes
      ? {
          ContainerName: onExitCodes.containerName ?? null,
          Operator: onExitCodes.operator ?? '',
          Values: onExitCodes.values ?? null,
        }
      : null,
    OnPodConditions: onPodConditions?.map(({ type = '', status = '' }) => ({ Type: type, Status: status })) ?? null,
  }));
  return { Rules: printed ?? null };
}

function oneOf(values: readonly string[]): string {
  return `valid values: ${values.map(quote).join(', ')}`;
}

function validateRule(
  rule: PodFailurePolicyRule,
  spec: Partial<JobSpec>,
  names: ReadonlySet<string>,
  at: FieldPath,
): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const path = [...at, 'action'];
  const errors: FieldError[] = [];
  if (action === '') errors.push(required(path, oneOf(actions)));
  else if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined)
    errors.push(invalidValue(path, action, 'requires the backoffLimitPerIndex to be set'));
  else if (!actions.includes(action)) errors.push(notSupported(path, action, actions));
  if (onExitCodes) errors.push(...validateExitCodes(onExitCodes, names, [...at, 'onExitCodes']));
  if (onPodConditions.length > 0) errors.push(...validateConditions(onPodConditions, [...at, 'onPodConditions']));
  if (onExitCodes && onPodConditions.length > 0)
    errors.push(invalidUnprinted(at, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  if (!onExitCodes && onPodConditions.length === 0)
    errors.push(invalidUnprinted(at, 'specifying one of OnExitCodes and OnPodConditions is required'));
  return errors;
}

function validateExitCodes(
  { operator = '', containerName, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  names: ReadonlySet<string>,
  at: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const [operatorPath, valuesPath] = [
    [...at, 'operator'],
    [...at, 'values'],
  ];
  if (operator === '') errors.push(required(operatorPath, oneOf(operators)));
  else if (!operators.includes(operator)) errors.push(notSupported(operatorPath, operator, operators));
  if (containerName !== undefined && !names.has(containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalidValue([...at, 'containerName'], containerName, why));
  }
  if (values.length === 0) errors.push(invalidValue(valuesPath, values, 'at least one value is required'));
  else if (values.length > maxExitCodes) errors.push(tooMany(valuesPath, values.length, maxExitCodes));
  const seen = new Set<number>();
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.push(invalidValue([...valuesPath, i], value, 'must not be 0 for the In operator'));
    if (seen.has(value)) errors.push(duplicate([...valuesPath, i], value));
    seen.add(value);
  }
  if (values.some((value, i) => i > 0 && (values[i - 1] ?? 0) > value))
    errors.push(invalidValue(valuesPath, values, 'must be ordered'));
  return errors;
}

function validateConditions(patterns: readonly PodFailurePolicyOnPodConditionsPattern[], at: FieldPath): FieldError[] {
  const errors = patterns.length > maxConditions ? [tooMany(at, patterns.length, maxConditions)] : [];
  for (const [i, { type = '', status = '' }] of patterns.entries()) {
    errors.push(...nameErrors(type, qualifiedName, [...at, i, 'type']));
    if (status === '') errors.push(required([...at, i, 'status'], oneOf(statuses)));
    else if (!statuses.includes(status)) errors.push(notSupported([...at, i, 'status'], status, statuses));
  }
  return errors;
}
