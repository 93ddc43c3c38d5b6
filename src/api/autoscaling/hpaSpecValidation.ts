import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HPAScalingRules,
} from '../generated/objects.ts';
import { validateMetric } from './metricValidation.ts';
import { validateReference } from './referenceValidation.ts';

const at: FieldPath = ['spec'];
/** Zero is behind the gate HPAScaleToZero. */
const leastReplicas = 1;
const maxWindowSeconds = 3600;
const maxPeriodSeconds = 1800;
const selectPolicies = ['Disabled', 'Max', 'Min'];
const policyTypes = ['Percent', 'Pods'];

/** What is wrong with the spec of a HorizontalPodAutoscaler. */
export function validateHpaSpec(spec: Partial<HorizontalPodAutoscalerSpec> = {}): FieldError[] {
  const { minReplicas: min, maxReplicas: max = 0, metrics = [] } = spec;
  const errors: FieldError[] = [];
  if (min !== undefined && min < leastReplicas) {
    const why = `must be greater than or equal to ${leastReplicas}`;
    errors.push(invalidValue([...at, 'minReplicas'], min, why));
  }
  const path = [...at, 'maxReplicas'];
  if (max < 1) errors.push(invalidValue(path, max, 'must be greater than 0'));
  if (min !== undefined && max < min)
    errors.push(invalidValue(path, max, 'must be greater than or equal to `minReplicas`'));
  errors.push(...validateTarget(spec.scaleTargetRef, [...at, 'scaleTargetRef']));
  errors.push(...metrics.flatMap((metric, i) => validateMetric(metric, [...at, 'metrics', i])));
  const fromOutside = metrics.some(({ type }) => type === 'Object' || type === 'External');
  if (min === 0 && !fromOutside) {
    const why = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbiddenField([...at, 'metrics'], why));
  }
  if (spec.behavior) errors.push(...validateBehavior(spec.behavior, [...at, 'behavior']));
  return errors;
}

/** Only kinds with a group of their own can be scaled; but a ReplicationController is let through. */
function validateTarget(target: Partial<CrossVersionObjectReference> = {}, path: FieldPath): FieldError[] {
  const errors = validateReference(target, path);
  const { apiVersion = '', kind } = target;
  const here = [...path, 'apiVersion'];
  if (apiVersion.split('/').length > 2)
    return [...errors, invalidValue(here, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
  if (apiVersion.includes('/') && !apiVersion.startsWith('/')) return errors;
  if (apiVersion === 'v1' && kind === 'ReplicationController') return errors;
  return [...errors, invalidValue(here, apiVersion, 'apiVersion must specify API group')];
}

function validateBehavior({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior, path: FieldPath): FieldError[] {
  return [
    ...(scaleUp ? validateRules(scaleUp, [...path, 'scaleUp']) : []),
    ...(scaleDown ? validateRules(scaleDown, [...path, 'scaleDown']) : []),
  ];
}

function validateRules(rules: HPAScalingRules, path: FieldPath): FieldError[] {
  const { stabilizationWindowSeconds: window = 0, selectPolicy, policies = [] } = rules;
  const errors: FieldError[] = [];
  const windowPath = [...path, 'stabilizationWindowSeconds'];
  if (window < 0) errors.push(invalidValue(windowPath, window, 'must be greater than or equal to zero'));
  if (window > maxWindowSeconds)
    errors.push(invalidValue(windowPath, window, `must be less than or equal to ${maxWindowSeconds}`));
  if (selectPolicy !== undefined && !selectPolicies.includes(selectPolicy))
    errors.push(notSupported([...path, 'selectPolicy'], selectPolicy, selectPolicies));
  if (policies.length === 0) errors.push(required([...path, 'policies'], 'must specify at least one Policy'));
  for (const [i, { type = '', value = 0, periodSeconds = 0 }] of policies.entries()) {
    const here = [...path, 'policies', i];
    if (!policyTypes.includes(type)) errors.push(notSupported([...here, 'type'], type, policyTypes));
    if (value <= 0) errors.push(invalidValue([...here, 'value'], value, 'must be greater than zero'));
    const periodPath = [...here, 'periodSeconds'];
    if (periodSeconds <= 0) errors.push(invalidValue(periodPath, periodSeconds, 'must be greater than zero'));
    if (periodSeconds > maxPeriodSeconds)
      errors.push(invalidValue(periodPath, periodSeconds, `must be less than or equal to ${maxPeriodSeconds}`));
  }
  return errors;
}
