import type { FieldError } from '../field.ts';
import { required } from '../fieldErrors.ts';
import type { ReplicationController } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { validateMetadata, validateMetadataUpdate } from './metadataValidation.ts';
import { validateNotNegative } from './numberValidation.ts';
import { defaultPodTemplate, validateEndlessPods, validatePodTemplate, validateTemplateLabels } from './podTemplate.ts';
import { templateWarnings } from './podWarnings.ts';
import { validateStatusCounts } from './statusCountValidation.ts';
import { workloadWarnings } from './workloadWarnings.ts';

/** Defaults and validation of ReplicationControllers. */
export const replicationControllerRules: KindRules<ReplicationController> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object)],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateSpec(object)],
  validateStatus: (object) =>
    validateStatusCounts(object.status ?? {}, {
      counts: ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
      within: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
      readyName: 'readyReplicas',
    }),
  warnings: workloadWarnings((object) => templateWarnings(object.spec?.template, ['spec', 'template'])),
};

function applyDefaults(object: ReplicationController): ReplicationController {
  object.spec ??= {};
  const { spec } = object;
  const labels = spec.template?.metadata?.labels ?? {};
  if (Object.keys(labels).length > 0) {
    if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
    object.metadata ??= {};
    if (Object.keys(object.metadata.labels ?? {}).length === 0) object.metadata.labels = { ...labels };
  }
  spec.replicas ??= 1;
  if (spec.template) defaultPodTemplate(spec.template);
  return object;
}

function validateSpec({ spec = {} }: ReplicationController): FieldError[] {
  const { selector = {}, template } = spec;
  const errors = validateNotNegative(spec.minReadySeconds, ['spec', 'minReadySeconds']);
  if (Object.keys(selector).length === 0) errors.push(required(['spec', 'selector']));
  errors.push(...validateNotNegative(spec.replicas, ['spec', 'replicas']));
  const path = ['spec', 'template'];
  if (!template) return [...errors, required(path)];
  const query = Object.entries(selector).map(([key, value]) => ({ key, operator: '=' as const, values: [value] }));
  return [
    ...errors,
    ...validateTemplateLabels(query, template, path),
    ...validatePodTemplate(template, path),
    ...validateEndlessPods(template, 'ReplicationController', path),
  ];
}
