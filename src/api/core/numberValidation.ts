import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';

/** The server's words for a number below zero. */
export const notNegativeText = 'must be greater than or equal to 0';

const percent = /^[0-9]+%$/;
const percentText =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** What is wrong with a count; one that is not given is right. */
export function validateNotNegative(value: number | undefined, at: FieldPath): FieldError[] {
  return (value ?? 0) < 0 ? [invalidValue(at, value, notNegativeText)] : [];
}

/** What is wrong with a number of Pods or a share of them: `1`, `25%`. */
export function validateIntOrPercent(value: number | string, at: FieldPath): FieldError[] {
  if (typeof value === 'number') return validateNotNegative(value, at);
  return percent.test(value) ? [] : [invalidValue(at, value, percentText)];
}

/** More than all of them. */
export function validateAtMost100Percent(value: number | string, at: FieldPath): FieldError[] {
  if (typeof value === 'number' || !percent.test(value) || Number.parseInt(value, 10) <= 100) return [];
  return [invalidValue(at, value, 'must not be greater than 100%')];
}

/** Whether it stands for none, as `0`, `0%` and texts that are no number do. */
export function isZeroAmount(value: number | string): boolean {
  if (typeof value === 'number') return value === 0;
  return !/^[-+]?[0-9]+%?$/.test(value) || Number.parseInt(value, 10) === 0;
}
