import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, required } from '../fieldErrors.ts';
import type { LabelSelector } from '../generated/objects.ts';
import { labelValueText, qualifiedName } from '../names.ts';
import { sameValue } from '../sameValue.ts';
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

/** Labels as the server prints them in a message: sorted. */
export function labelsValue(labels: Record<string, string> | undefined): unknown {
  return labels && Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A selector as the server prints it in a message: fields in its own order. */
export function selectorValue(selector: LabelSelector | undefined): unknown {
  if (!selector) return undefined;
  const { matchLabels, matchExpressions } = selector;
  return {
    ...(matchLabels && { matchLabels: labelsValue(matchLabels) }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.map(({ key = '', operator = '', values }) => ({ key, operator, values })),
    }),
  };
}

/** `field is immutable`, where two versions of a selector differ. */
export function unchangedSelector(
  selector: LabelSelector | undefined,
  old: LabelSelector | undefined,
  at: FieldPath,
): FieldError[] {
  return sameValue(selector, old) ? [] : [invalidValue(at, selectorValue(selector), 'field is immutable')];
}
