import { selectorValue, unchangedSelector, validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { validateMetadata, validateMetadataUpdate } from '../core/metadataValidation.ts';
import {
  isZeroAmount,
  validateAtMost100Percent,
  validateIntOrPercent,
  validateNotNegative,
} from '../core/numberValidation.ts';
import {
  defaultPodTemplate,
  selectorQuery,
  validateEndlessPods,
  validatePodTemplate,
  validateTemplateLabels,
  validateUnselected,
} from '../core/podTemplate.ts';
import { templateWarnings } from '../core/podWarnings.ts';
import { type StatusCounts, validateCollisions, validateStatusCounts } from '../core/statusCountValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, LabelSelector } from '../generated/objects.ts';
import type { KindRules } from '../kindRules.ts';
import { dnsSubdomain } from '../names.ts';
import { sameValue } from '../sameValue.ts';

const statusCounts: StatusCounts = {
  counts: [
    'currentNumberScheduled',
    'numberMisscheduled',
    'desiredNumberScheduled',
    'numberReady',
    'observedGeneration',
    'updatedNumberScheduled',
    'numberAvailable',
    'numberUnavailable',
    'collisionCount',
  ],
};

/** Defaults and validation of DaemonSets. */
export const daemonSetRules: KindRules<DaemonSet> = {
  applyDefaults,
  validateCreate: (object) => [...validateMetadata(object, 'namespaced', dnsSubdomain), ...validateSpec(object.spec)],
  // A next version is judged as a new one first.
  validateUpdate: (object, old) => [
    ...validateMetadata(object, 'namespaced', dnsSubdomain),
    ...validateSpec(object.spec),
    ...validateMetadataUpdate(object, old),
    ...validateSpec(object.spec),
    ...unchangedSelector(object.spec?.selector, old.spec?.selector, ['spec', 'selector']),
  ],
  validateStatus: (object, old) => [
    ...validateStatusCounts(object.status ?? {}, statusCounts),
    ...validateCollisions(object.status, old.status),
  ],
  warnings: (object, old) =>
    old && sameValue(object.spec, old.spec) ? [] : templateWarnings(object.spec?.template, ['spec', 'template']),
};

function applyDefaults(object: DaemonSet): DaemonSet {
  object.spec ??= {} as DaemonSetSpec;
  const { spec } = object;
  spec.template ??= {};
  defaultPodTemplate(spec.template);
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ||= 'RollingUpdate';
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {};
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1;
    spec.updateStrategy.rollingUpdate.maxSurge ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
  return object;
}

const at: FieldPath = ['spec'];

function validateSpec(spec: Partial<DaemonSetSpec> = {}): FieldError[] {
  const { template = {} } = spec;
  const here = [...at, 'template'];
  return [
    ...validateSelector(spec.selector, template, [...at, 'selector']),
    ...validatePodTemplate(template, here),
    ...validateEndlessPods(template, 'DaemonSet', here),
    ...validateNotNegative(spec.minReadySeconds, [...at, 'minReadySeconds']),
    ...validateStrategy(spec.updateStrategy ?? {}, [...at, 'updateStrategy']),
    ...validateNotNegative(spec.revisionHistoryLimit, [...at, 'revisionHistoryLimit']),
  ];
}

function validateSelector(
  selector: LabelSelector | undefined,
  template: NonNullable<DaemonSetSpec['template']>,
  path: FieldPath,
): FieldError[] {
  const errors = selector ? validateLabelSelector(selector, path) : [];
  const query = selectorQuery(selector);
  const here = [...at, 'template'];
  if (query === 'none') errors.push(validateUnselected(template, here));
  else if (query) errors.push(...validateTemplateLabels(query, template, here));
  const terms = Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length;
  if (selector && terms === 0)
    errors.push(invalidValue(path, selectorValue(selector), 'empty selector is invalid for daemonset'));
  return errors;
}

const strategies = ['RollingUpdate', 'OnDelete'];

function validateStrategy({ type = '', rollingUpdate }: DaemonSetUpdateStrategy, path: FieldPath): FieldError[] {
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const printed = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
    return [notSupported(path, { Type: type, RollingUpdate: printed }, strategies)];
  }
  const here = [...path, 'rollingUpdate'];
  const [unavailablePath, surgePath] = [
    [...here, 'maxUnavailable'],
    [...here, 'maxSurge'],
  ];
  const errors = [
    ...validateIntOrPercent(maxUnavailable, unavailablePath),
    ...validateIntOrPercent(maxSurge, surgePath),
    ...validateAtMost100Percent(maxUnavailable, unavailablePath),
    ...validateAtMost100Percent(maxSurge, surgePath),
  ];
  const [noneUnavailable, noSurge] = [isZeroAmount(maxUnavailable), isZeroAmount(maxSurge)];
  if (!noneUnavailable && !noSurge)
    errors.push(invalidValue(surgePath, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (noneUnavailable && noSurge) errors.push(required(unavailablePath, 'cannot be 0 when maxSurge is 0'));
  return errors;
}
