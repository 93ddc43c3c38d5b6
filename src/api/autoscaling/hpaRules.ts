import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import { validateNotNegative } from '../core/numberValidation.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerV1 } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { hpaV1ToV2 } from './hpaConversion.ts';
import { defaultHpa } from './hpaDefaults.ts';
import { validateHpaSpec } from './hpaSpecValidation.ts';

/** Defaults and validation of HorizontalPodAutoscalers. */
export const hpaRules: KindRules<HorizontalPodAutoscaler> = {
  applyDefaults: defaultHpa,
  validateCreate: (object) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateHpaSpec(object.spec),
  ],
  validateUpdate: (object, old) => [...validateMetadataUpdate(object, old), ...validateHpaSpec(object.spec)],
  validateStatus: ({ status }) =>
    (['currentReplicas', 'desiredReplicas'] as const).flatMap((field) =>
      validateNotNegative(status?.[field], ['status', field]),
    ),
};

/** The percentage that the server assumes where nothing is said. */
const usualUtilization = 80;

/** The same in the old version, which knows one metric: the use of cpu. */
export const hpaV1Rules: KindRules<HorizontalPodAutoscalerV1> = {
  applyDefaults(object) {
    if (!object.spec) return object;
    object.spec.minReplicas ??= 1;
    // More metrics may stand in an annotation, from an object that was stored in the new version.
    const { annotations = {} } = object.metadata ?? {};
    if (annotations['autoscaling.alpha.kubernetes.io/metrics'] === undefined)
      object.spec.targetCPUUtilizationPercentage ??= usualUtilization;
    return object;
  },
  validateCreate: (object) => hpaRules.validateCreate(hpaV1ToV2(object)),
  validateUpdate: (object, old) => hpaRules.validateUpdate(hpaV1ToV2(object), hpaV1ToV2(old)),
};
