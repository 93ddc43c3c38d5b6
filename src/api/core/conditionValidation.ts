import type { FieldError, FieldPath } from '../field.ts';
import { duplicate, invalidValue, notSupported, required, tooLong } from '../fieldErrors.ts';
import type { Condition } from '../generated/objects.ts';
import { byteLength, qualifiedName } from '../names.ts';
import { nameErrors } from './nameErrors.ts';

const statuses = ['False', 'True', 'Unknown'];
const maxReasonBytes = 1024;
const maxMessageBytes = 32 * 1024;
const reasonFormat = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const reasonPattern = new RegExp(`^${reasonFormat}$`);
const reasonText = `a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '${reasonFormat}')`;

/** What is wrong with conditions of the common type (`metav1.Condition`). */
export function validateConditions(conditions: readonly Partial<Condition>[], at: FieldPath): FieldError[] {
  const seen = new Map<string, number>();
  return conditions.flatMap((condition, i) => {
    const here = [...at, i];
    const { type = '', status = '', observedGeneration = 0, lastTransitionTime, reason = '', message = '' } = condition;
    const errors = seen.has(type) ? [duplicate([...here, 'type'], type)] : [];
    seen.set(type, i);
    errors.push(...nameErrors(type, qualifiedName, [...here, 'type']));
    if (!statuses.includes(status)) errors.push(notSupported([...here, 'status'], status, statuses));
    if (observedGeneration < 0) {
      const why = 'must be greater than or equal to zero';
      errors.push(invalidValue([...here, 'observedGeneration'], observedGeneration, why));
    }
    if (!lastTransitionTime) errors.push(required([...here, 'lastTransitionTime'], 'must be set'));
    if (reason === '') errors.push(required([...here, 'reason'], 'must be set'));
    else if (!reasonPattern.test(reason.slice(0, 2 * maxReasonBytes)))
      errors.push(invalidValue([...here, 'reason'], reason, reasonText));
    if (byteLength(reason) > maxReasonBytes) errors.push(tooLong([...here, 'reason'], maxReasonBytes));
    if (byteLength(message) > maxMessageBytes) errors.push(tooLong([...here, 'message'], maxMessageBytes));
    return errors;
  });
}
