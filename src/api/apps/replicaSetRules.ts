import { unchangedSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import { defaultPodTemplate, validateReplicated } from '../core/podTemplate.ts';
import { templateWarnings } from '../core/podWarnings.ts';
import { type StatusCounts, validateStatusCounts } from '../core/statusCountValidation.ts';
import { workloadWarnings } from '../core/workloadWarnings.ts';
import type { FieldError } from '../field.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';

const statusCounts: StatusCounts = {
  counts: ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas', 'observedGeneration'],
  within: ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'],
  readyName: 'readyReplicas',
};

/** Defaults and validation of ReplicaSets. */
export const replicaSetRules: KindRules<ReplicaSet> = {
  applyDefaults(object) {
    object.spec ??= {} as ReplicaSetSpec;
    object.spec.template ??= {};
    defaultPodTemplate(object.spec.template);
    object.spec.replicas ??= 1;
    return object;
  },
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...unchangedSelector(object.spec?.selector, old.spec?.selector, ['spec', 'selector']),
  ],
  validateStatus: (object) => validateStatusCounts(object.status ?? {}, statusCounts),
  warnings: workloadWarnings((object) => templateWarnings(object.spec?.template, ['spec', 'template'])),
};

function validateSpec(spec: Partial<ReplicaSetSpec> = {}): FieldError[] {
  return [
    ...validateNotNegative(spec.replicas, ['spec', 'replicas']),
    ...validateNotNegative(spec.minReadySeconds, ['spec', 'minReadySeconds']),
    ...validateReplicated(spec, ['spec']),
  ];
}
