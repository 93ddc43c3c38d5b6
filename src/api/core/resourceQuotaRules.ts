import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { isQuotaResource, validateQuantityOf, validateQuotaResourceName } from './resourceNames.ts';

/** Defaults and validation of ResourceQuotas. */
export const resourceQuotaRules: KindRules<ResourceQuota> = {
  applyDefaults: (object) => object,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...validateScopesChange(object.spec?.scopes ?? [], old.spec?.scopes ?? []),
  ],
};

const at: FieldPath = ['spec'];
const scopesPath: FieldPath = [...at, 'scopes'];
const selectorPath: FieldPath = [...at, 'scopeSelector', 'matchExpressions'];
const existenceScopes = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity'];
const knownScopes = new Set([...existenceScopes, 'PriorityClass', 'VolumeAttributesClass']);
const podResources = new Set('pods cpu memory limits.cpu limits.memory requests.cpu requests.memory'.split(' '));
const opposites = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

function validateSpec(spec: ResourceQuotaSpec = {}): FieldError[] {
  const hard = Object.entries(spec.hard ?? {});
  return [
    ...hard.flatMap(([name, amount]) => {
      const path = [...at, 'hard', { key: name }];
      return [...validateQuotaResourceName(name, path), ...validateQuantityOf(name, amount, path)];
    }),
    ...validateScopes(spec),
    ...(spec.scopeSelector?.matchExpressions ?? []).flatMap((requirement) => validateRequirement(requirement, spec)),
    ...conflicts(
      (spec.scopeSelector?.matchExpressions ?? []).map(({ scopeName }) => scopeName),
      spec,
      selectorPath,
    ),
  ];
}

/** Whether a quota of this scope can count the resource at all. */
function countsIn(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass')
    return resource === 'persistentvolumeclaims' || resource === 'requests.storage';
  return podResources.has(resource);
}

function unsupported(scope: string, { hard = {} }: ResourceQuotaSpec): number {
  return Object.keys(hard).filter((name) => isQuotaResource(name) && !countsIn(scope, name)).length;
}

function validateScopes(spec: ResourceQuotaSpec): FieldError[] {
  const { scopes = [] } = spec;
  const errors: FieldError[] = [];
  for (const scope of scopes) {
    if (!knownScopes.has(scope)) errors.push(invalidValue(scopesPath, scopes, 'unsupported scope'));
    else
      for (let i = unsupported(scope, spec); i > 0; i--)
        errors.push(invalidValue(scopesPath, scopes, 'unsupported scope applied to resource'));
  }
  return [...errors, ...conflicts(scopes, spec, scopesPath)];
}

/** Two scopes that nothing has both of. The server prints the list of scopes, also where a selector names them. */
function conflicts(scopes: readonly string[], spec: ResourceQuotaSpec, path: FieldPath): FieldError[] {
  return opposites
    .filter((pair) => pair.every((scope) => scopes.includes(scope)))
    .map(() => invalidValue(path, spec.scopes ?? null, 'conflicting scopes'));
}

function validateRequirement(
  { scopeName = '', operator = '', values = [] }: ScopedResourceSelectorRequirement,
  spec: ResourceQuotaSpec,
): FieldError[] {
  const path = selectorPath;
  const errors: FieldError[] = [];
  if (!knownScopes.has(scopeName)) errors.push(invalidValue([...path, 'scopeName'], scopeName, 'unsupported scope'));
  for (let i = knownScopes.has(scopeName) ? unsupported(scopeName, spec) : 0; i > 0; i--)
    errors.push(invalidValue(path, printedSelector(spec), 'unsupported scope applied to resource'));
  if (existenceScopes.includes(scopeName) && operator !== 'Exists') {
    const why =
      "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
    errors.push(invalidValue([...path, 'operator'], operator, why));
  }
  if (operator === 'In' || operator === 'NotIn') {
    const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) errors.push(required([...path, 'values'], why));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) errors.push(invalidValue([...path, 'values'], values, why));
  } else errors.push(invalidValue([...path, 'operator'], operator, 'not a valid selector operator'));
  return errors;
}

function printedSelector({ scopeSelector }: ResourceQuotaSpec): unknown {
  const expressions = (scopeSelector?.matchExpressions ?? []).map(({ scopeName, operator, values = null }) => ({
    ScopeName: scopeName,
    Operator: operator,
    Values: values,
  }));
  return { MatchExpressions: expressions };
}

function validateScopesChange(scopes: readonly string[], old: readonly string[]): FieldError[] {
  const same = scopes.every((scope) => old.includes(scope)) && old.every((scope) => scopes.includes(scope));
  return same ? [] : [invalidValue(scopesPath, scopes, 'field is immutable')];
}
