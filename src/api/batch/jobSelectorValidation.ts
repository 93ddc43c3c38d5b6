import { labelsValue, selectorValue, validateLabelSelector } from '../core/labelSelectorValidation.ts';
import { selectorQuery, validateTemplateLabels, validateUnselected } from '../core/podTemplate.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required } from '../fieldErrors.ts';
import type { Job, JobSpec } from '../generated/objects.ts';
import { matchesSelector } from '../labels.ts';
import { jobLabels } from './jobSelector.ts';

/** The labels of the server in its order: the old ones first. */
const generatedLabels = [
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];

/** What is wrong with a selector that the server generated, where a client put in something of its own. */
export function validateGeneratedSelector({ metadata, spec }: Job): FieldError[] {
  if (!spec || spec.manualSelector || !spec.selector) return [];
  const expected = jobLabels(metadata?.name ?? '', metadata?.uid ?? '');
  const labels = spec.template.metadata?.labels ?? {};
  const errors = generatedLabels.flatMap((key) => {
    const path = ['spec', 'template', 'metadata', 'labels', { key }];
    const why = `must be '${expected[key]}'`;
    if (!Object.hasOwn(labels, key)) return [required(path, why)];
    return labels[key] === expected[key] ? [] : [invalidValue(path, labelsValue(labels), why)];
  });
  if (!matchesSelector(spec.selector, expected))
    errors.push(invalidValue(['spec', 'selector'], selectorValue(spec.selector), '`selector` not auto-generated'));
  return errors;
}

/** What is wrong with a Job's selector, generated or not. */
export function validateJobSelector({ selector, template = {} }: Partial<JobSpec>, at: FieldPath): FieldError[] {
  const errors = selector ? validateLabelSelector(selector, [...at, 'selector']) : [required([...at, 'selector'])];
  const query = selectorQuery(selector);
  const here = [...at, 'template'];
  if (query === 'none') errors.push(validateUnselected(template, here));
  else if (query) errors.push(...validateTemplateLabels(query, template, here));
  return errors;
}
