import { validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { type Scope, validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { AggregationRule, ClusterRole, PolicyRule, Role } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { queryOf } from '../labels.ts';
import { pathSegment } from '../names.ts';

/** Validation of Roles. */
export const roleRules: KindRules<Role> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => validateRole(object, 'namespaced'),
  validateUpdate: (object, old) => [...validateRole(object, 'namespaced'), ...validateMetadataUpdate(object, old)],
};

/** Validation of ClusterRoles. */
export const clusterRoleRules: KindRules<ClusterRole> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => validateRole(object, 'cluster'),
  validateUpdate: (object, old) => [...validateRole(object, 'cluster'), ...validateMetadataUpdate(object, old)],
};

function validateRole(role: Role | ClusterRole, scope: Scope): FieldError[] {
  return [
    ...validateMetadata(role, scope, pathSegment),
    ...(role.rules ?? []).flatMap((rule, i) => validateRule(rule, scope, ['rules', i])),
    ...('aggregationRule' in role && role.aggregationRule ? validateAggregation(role.aggregationRule) : []),
  ];
}

function validateAggregation({ clusterRoleSelectors: selectors = [] }: AggregationRule): FieldError[] {
  const path = ['aggregationRule', 'clusterRoleSelectors'];
  if (selectors.length === 0)
    return [required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  return selectors.flatMap((selector, i) => {
    const errors = validateLabelSelector(selector, [...path, i]);
    // Where it cannot be read there is none, and the server prints that.
    return queryOf(selector).problem === undefined
      ? errors
      : [...errors, invalidValue([...path, i], undefined, 'invalid label selector.')];
  });
}

function validateRule(rule: PolicyRule, scope: Scope, at: FieldPath): FieldError[] {
  const { verbs = [], nonResourceURLs: urls = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const errors: FieldError[] = [];
  if (verbs.length === 0) errors.push(required([...at, 'verbs'], 'verbs must contain at least one value'));
  if (urls.length > 0) {
    const path = [...at, 'nonResourceURLs'];
    if (scope === 'namespaced')
      errors.push(invalidValue(path, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length + resources.length + resourceNames.length > 0)
      errors.push(invalidValue(path, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    return errors;
  }
  if (apiGroups.length === 0)
    errors.push(required([...at, 'apiGroups'], 'resource rules must supply at least one api group'));
  if (resources.length === 0)
    errors.push(required([...at, 'resources'], 'resource rules must supply at least one resource'));
  return errors;
}
