import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type { LabelSelector, PodTemplateSpec } from '../generated/objects.ts';
import { type LabelQuery, matchesLabels, queryOf } from '../labels.ts';
import { labelsValue, selectorValue, validateLabelSelector } from './labelSelectorValidation.ts';
import { validateAnnotations, validateLabels } from './metadataValidation.ts';
import { validatePodAnnotations } from './podAnnotationValidation.ts';
import { defaultPodSpec } from './podDefaults.ts';
import { dropDisabledFields } from './podDisabledFields.ts';
import { validatePodSpec } from './podSpecValidation.ts';
import { validateProfileAnnotations } from './profileAnnotationValidation.ts';

/** Fills in what the API server does for the Pods that a controller will make. */
export function defaultPodTemplate(template: PodTemplateSpec): void {
  template.metadata ??= {};
  template.spec ??= { containers: [] };
  defaultPodSpec(template.spec);
  dropDisabledFields(template.spec);
}

/** What is wrong with the template of Pods. */
export function validatePodTemplate(template: PodTemplateSpec, at: FieldPath): FieldError[] {
  const { metadata, spec = { containers: [] } } = template;
  return [
    ...validateLabels(metadata?.labels, [...at, 'labels']),
    ...validateAnnotations(metadata?.annotations, [...at, 'annotations']),
    ...validatePodAnnotations(metadata?.annotations, spec, [...at, 'annotations']),
    ...validatePodSpec(spec, [...at, 'spec']),
    ...validateProfileAnnotations(metadata?.annotations, spec, [...at, 'spec']),
    ...(spec.ephemeralContainers?.length
      ? [forbiddenField([...at, 'spec', 'ephemeralContainers'], 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}

const mismatch = '`selector` does not match template `labels`';

/** The selector must select what the template makes. */
export function validateTemplateLabels(query: LabelQuery, template: PodTemplateSpec, at: FieldPath): FieldError[] {
  const labels = template.metadata?.labels;
  return matchesLabels(query, labels) ? [] : [mismatched(labels, at)];
}

function mismatched(labels: Record<string, string> | undefined, at: FieldPath): FieldError {
  return invalidValue([...at, 'metadata', 'labels'], labelsValue(labels), mismatch);
}

/** Without a selector nothing is selected, so that no labels match. */
export function validateUnselected(template: PodTemplateSpec, at: FieldPath): FieldError {
  return mismatched(template.metadata?.labels, at);
}

/** The template of Pods that run for ever: no other restart policy, no deadline. `owner` is the kind that the text names. */
export function validateEndlessPods({ spec }: PodTemplateSpec, owner: string, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (spec?.restartPolicy !== 'Always')
    errors.push(notSupported([...at, 'spec', 'restartPolicy'], spec?.restartPolicy ?? '', ['Always']));
  if (spec?.activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${owner} is not Supported`;
    errors.push(forbiddenField([...at, 'spec', 'activeDeadlineSeconds'], why));
  }
  return errors;
}

/** What a controller's spec says of its Pods. */
export interface Selecting {
  selector?: LabelSelector;
  template?: PodTemplateSpec;
}

/** A selector that must be there, be right and select something; `kind` is the word of the text. */
export function validateOwnSelector(selector: LabelSelector | undefined, kind: string, at: FieldPath): FieldError[] {
  if (!selector) return [required(at)];
  const errors = validateLabelSelector(selector, at);
  const terms = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length;
  if (terms === 0) errors.push(invalidValue(at, selectorValue(selector), `empty selector is invalid for ${kind}`));
  return errors;
}

/** The selector's query; undefined where it cannot be one. `none` where there is no selector. */
export function selectorQuery(selector: LabelSelector | undefined): LabelQuery | 'none' | undefined {
  if (!selector) return 'none';
  const { query, problem } = queryOf(selector);
  return problem === undefined ? query : undefined;
}

/** Selector and template of a Deployment or a ReplicaSet, in the server's order. */
export function validateReplicated({ selector, template = {} }: Selecting, at: FieldPath): FieldError[] {
  const errors = validateOwnSelector(selector, 'deployment', [...at, 'selector']);
  const query = selectorQuery(selector);
  const here = [...at, 'template'];
  if (query === undefined)
    return [...errors, invalidValue([...at, 'selector'], selectorValue(selector), 'invalid label selector')];
  errors.push(
    ...(query === 'none' ? [validateUnselected(template, here)] : validateTemplateLabels(query, template, here)),
  );
  return [...errors, ...validatePodTemplate(template, here), ...validateEndlessPods(template, 'ReplicaSet', here)];
}
