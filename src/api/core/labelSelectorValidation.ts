import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type { LabelSelector } from '../generated/objects.ts';
import { labelValueText, qualifiedName } from '../names.ts';
import { validateLabels } from './metadataValidation.ts';

/** What is wrong with an object's label selector. */
export function validateLabelSelector(selector: LabelSelector, at: FieldPath): FieldError[] {
  const errors = validateLabels(selector.matchLabels, [...at, 'matchLabels']);
  for (const [i, { key = '', operator = '', values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const here = [...at, 'matchExpressions', i];
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0)
        errors.push(required([...here, 'values'], "must be specified when `operator` is 'In' or 'NotIn'"));
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0)
        errors.push(
          forbiddenField([...here, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
    } else errors.push(invalidValue([...here, 'operator'], operator, 'not a valid selector operator'));
    for (const text of qualifiedName(key)) errors.push(invalidValue([...here, 'key'], key, text));
    for (const [j, value] of values.entries())
      for (const text of labelValueText(value)) errors.push(invalidValue([...here, 'values', j], value, text));
  }
  return errors;
}
