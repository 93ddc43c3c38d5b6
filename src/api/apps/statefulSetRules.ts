import { selectorValue } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { nameErrors } from '../core/nameErrors.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import {
  defaultPodTemplate,
  selectorQuery,
  validateEndlessPods,
  validateOwnSelector,
  validatePodTemplate,
  validateTemplateLabels,
  validateUnselected,
} from '../core/podTemplate.ts';
import { templateWarnings } from '../core/podWarnings.ts';
import { type StatusCounts, validateCollisions, validateStatusCounts } from '../core/statusCountValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported } from '../fieldErrors.ts';
import type { PodTemplateSpec, StatefulSet, StatefulSetSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsLabel } from '../names.ts';
import { sameValue } from '../sameValue.ts';
import { defaultClaim } from '../storage/claimDefaults.ts';
import { validateClaimTemplate } from '../storage/claimValidation.ts';
import { claimSpecWarnings } from '../storage/claimWarnings.ts';

const statusCounts: StatusCounts = {
  counts: [
    'replicas',
    'readyReplicas',
    'currentReplicas',
    'updatedReplicas',
    'availableReplicas',
    'observedGeneration',
    'collisionCount',
  ],
  within: ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
  readyName: 'status.readyReplicas',
};

/** Defaults and validation of StatefulSets. */
export const statefulSetRules: KindRules<StatefulSet> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsLabel), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...(sameValue(fixedPart(object.spec), fixedPart(old.spec)) ? [] : [forbiddenField(at, frozen)]),
  ],
  validateStatus: (object, old) => [
    ...validateStatusCounts(object.status ?? {}, statusCounts),
    ...validateCollisions(object.status, old.status),
  ],
  warnings,
};

function warnings({ spec }: StatefulSet, old?: StatefulSet): string[] {
  const limit =
    'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';
  return [
    ...(old && sameValue(spec, old.spec) ? [] : templateWarnings(spec?.template, ['spec', 'template'])),
    ...(spec?.volumeClaimTemplates ?? []).flatMap((claim, i) =>
      claimSpecWarnings(claim.spec ?? {}, ['spec', 'volumeClaimTemplates', i]),
    ),
    ...((spec?.revisionHistoryLimit ?? 0) < 0 ? [limit] : []),
  ];
}

function applyDefaults(object: StatefulSet): StatefulSet {
  object.spec ??= {} as StatefulSetSpec;
  const { spec } = object;
  spec.template ??= {};
  defaultPodTemplate(spec.template);
  spec.serviceName ??= '';
  spec.podManagementPolicy ||= 'OrderedReady';
  spec.updateStrategy ??= {};
  if (!spec.updateStrategy.type) {
    spec.updateStrategy.type = 'RollingUpdate';
    spec.updateStrategy.rollingUpdate ??= {};
  }
  if (spec.updateStrategy.type === 'RollingUpdate' && spec.updateStrategy.rollingUpdate)
    spec.updateStrategy.rollingUpdate.partition ??= 0;
  // The gate MaxUnavailableStatefulSet is off.
  delete spec.updateStrategy.rollingUpdate?.maxUnavailable;
  spec.persistentVolumeClaimRetentionPolicy ??= {};
  spec.persistentVolumeClaimRetentionPolicy.whenDeleted ||= 'Retain';
  spec.persistentVolumeClaimRetentionPolicy.whenScaled ||= 'Retain';
  spec.replicas ??= 1;
  spec.revisionHistoryLimit ??= 10;
  for (const claim of spec.volumeClaimTemplates ?? []) {
    claim.apiVersion ||= 'v1';
    claim.kind ||= 'PersistentVolumeClaim';
    defaultClaim(claim);
  }
  return object;
}

const at: FieldPath = ['spec'];
const frozen =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function fixedPart(spec: Partial<StatefulSetSpec> = {}): unknown {
  const {
    replicas,
    ordinals,
    template,
    updateStrategy,
    revisionHistoryLimit,
    persistentVolumeClaimRetentionPolicy,
    minReadySeconds,
    ...fixed
  } = spec;
  return fixed;
}

function validateSpec(spec: Partial<StatefulSetSpec> = {}): FieldError[] {
  const { podManagementPolicy: management = '', selector, template = {} } = spec;
  const errors: FieldError[] = [];
  const path = [...at, 'podManagementPolicy'];
  if (management !== 'OrderedReady' && management !== 'Parallel')
    errors.push(invalidValue(path, management, "must be 'OrderedReady' or 'Parallel'"));
  errors.push(...validateStrategy(spec), ...validateRetention(spec));
  errors.push(...validateNotNegative(spec.replicas, [...at, 'replicas']));
  errors.push(...validateNotNegative(spec.minReadySeconds, [...at, 'minReadySeconds']));
  errors.push(...validateNotNegative(spec.ordinals?.start, [...at, 'ordinals', 'start']));
  if (spec.serviceName) errors.push(...nameErrors(spec.serviceName, dnsLabel, [...at, 'serviceName']));
  errors.push(...validateOwnSelector(selector, 'statefulset', [...at, 'selector']));
  const query = selectorQuery(selector);
  const here = [...at, 'template'];
  if (query === undefined) errors.push(invalidValue([...at, 'selector'], selectorValue(selector), ''));
  else {
    errors.push(
      ...(query === 'none' ? [validateUnselected(template, here)] : validateTemplateLabels(query, template, here)),
    );
    errors.push(...validatePodTemplate(withClaims(template, spec), here));
  }
  for (const [i, claim] of (spec.volumeClaimTemplates ?? []).entries())
    errors.push(...validateClaimTemplate(claim, [...at, 'volumeClaimTemplates', i]));
  return [...errors, ...validateEndlessPods(template, 'StatefulSet', here)];
}

/** The template with the volumes that its Pods will have from the claims; a claim's volume replaces one of its name. */
function withClaims(
  template: PodTemplateSpec,
  { volumeClaimTemplates = [] }: Partial<StatefulSetSpec>,
): PodTemplateSpec {
  if (volumeClaimTemplates.length === 0) return template;
  const { spec = { containers: [] } } = template;
  const names = new Set(volumeClaimTemplates.map((claim) => claim.metadata?.name ?? ''));
  const own = (spec.volumes ?? []).filter(({ name }) => !names.has(name));
  const claimed = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...template, spec: { ...spec, volumes: [...own, ...claimed] } };
}

function validateStrategy({ updateStrategy = {} }: Partial<StatefulSetSpec>): FieldError[] {
  const { type = '', rollingUpdate } = updateStrategy;
  const path = [...at, 'updateStrategy'];
  const here = [...path, 'rollingUpdate'];
  const printed = rollingUpdate && { Partition: rollingUpdate.partition ?? 0, MaxUnavailable: null };
  if (type === 'OnDelete')
    return printed ? [invalidValue(here, printed, "only allowed for updateStrategy 'RollingUpdate'")] : [];
  if (type !== 'RollingUpdate')
    return [
      invalidValue(path, { Type: type, RollingUpdate: printed ?? null }, "must be 'RollingUpdate' or 'OnDelete'"),
    ];
  return validateNotNegative(rollingUpdate?.partition, [...here, 'partition']);
}

const retentions = ['Retain', 'Delete'];

function validateRetention({ persistentVolumeClaimRetentionPolicy: policy }: Partial<StatefulSetSpec>): FieldError[] {
  if (!policy) return [];
  return (['whenDeleted', 'whenScaled'] as const).flatMap((field) => {
    const value = policy[field] ?? '';
    if (retentions.includes(value)) return [];
    return [notSupported([...at, 'persistentVolumeClaimRetentionPolicy', field], value, retentions)];
  });
}
