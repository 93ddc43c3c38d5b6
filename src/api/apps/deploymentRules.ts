import { unchangedSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import {
  isZeroAmount,
  validateAtMost100Percent,
  validateIntOrPercent,
  validateNotNegative,
} from '../core/numberValidation.ts';
import { defaultPodTemplate, validateReplicated } from '../core/podTemplate.ts';
import { templateWarnings } from '../core/podWarnings.ts';
import { type StatusCounts, validateCollisions, validateStatusCounts } from '../core/statusCountValidation.ts';
import { workloadWarnings } from '../core/workloadWarnings.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported } from '../fieldErrors.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';

const statusCounts: StatusCounts = {
  counts: [
    'observedGeneration',
    'replicas',
    'updatedReplicas',
    'readyReplicas',
    'availableReplicas',
    'unavailableReplicas',
    'collisionCount',
  ],
  within: ['updatedReplicas', 'readyReplicas', 'availableReplicas'],
  readyName: 'readyReplicas',
};

/** Defaults and validation of Deployments. */
export const deploymentRules: KindRules<Deployment> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...unchangedSelector(object.spec?.selector, old.spec?.selector, ['spec', 'selector']),
  ],
  validateStatus: (object, old) => [
    ...validateStatusCounts(object.status ?? {}, statusCounts),
    ...validateCollisions(object.status, old.status),
  ],
  warnings: workloadWarnings((object) => templateWarnings(object.spec?.template, ['spec', 'template'])),
};

function applyDefaults(object: Deployment): Deployment {
  object.spec ??= {} as DeploymentSpec;
  const { spec } = object;
  spec.template ??= {};
  defaultPodTemplate(spec.template);
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
    spec.strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
  return object;
}

const at: FieldPath = ['spec'];

function validateSpec(spec: Partial<DeploymentSpec> = {}): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec;
  const errors = validateNotNegative(spec.replicas, [...at, 'replicas']);
  errors.push(...validateReplicated(spec, at));
  errors.push(...validateStrategy(spec.strategy ?? {}, [...at, 'strategy']));
  errors.push(...validateNotNegative(minReadySeconds, [...at, 'minReadySeconds']));
  errors.push(...validateNotNegative(spec.revisionHistoryLimit, [...at, 'revisionHistoryLimit']));
  const path = [...at, 'progressDeadlineSeconds'];
  errors.push(...validateNotNegative(deadline, path));
  if (deadline !== undefined && deadline <= minReadySeconds)
    errors.push(invalidValue(path, deadline, 'must be greater than minReadySeconds'));
  return errors;
}

const strategies = ['Recreate', 'RollingUpdate'];

function validateStrategy({ type = '', rollingUpdate }: DeploymentStrategy, path: FieldPath): FieldError[] {
  if (type === 'Recreate') {
    if (!rollingUpdate) return [];
    return [forbiddenField([...path, 'rollingUpdate'], "may not be specified when strategy `type` is 'Recreate'")];
  }
  if (type === 'RollingUpdate') return validateRollingUpdate(rollingUpdate ?? {}, [...path, 'rollingUpdate']);
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const printed = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
  return [notSupported(path, { Type: type, RollingUpdate: printed }, strategies)];
}

function validateRollingUpdate(
  { maxUnavailable = 0, maxSurge = 0 }: RollingUpdateDeployment,
  path: FieldPath,
): FieldError[] {
  const errors = [
    ...validateIntOrPercent(maxUnavailable, [...path, 'maxUnavailable']),
    ...validateIntOrPercent(maxSurge, [...path, 'maxSurge']),
  ];
  if (isZeroAmount(maxUnavailable) && isZeroAmount(maxSurge))
    errors.push(invalidValue([...path, 'maxUnavailable'], maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  return [...errors, ...validateAtMost100Percent(maxUnavailable, [...path, 'maxUnavailable'])];
}
