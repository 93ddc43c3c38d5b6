import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue } from '../fieldErrors.ts';
import { validateNotNegative } from './numberValidation.ts';

const at: FieldPath = ['status'];

/** What the numbers in the status of a kind must be like. */
export interface StatusCounts {
  /** Those that are not below zero, in the server's order. */
  readonly counts: readonly string[];
  /** Those that are at most `replicas`. */
  readonly within?: readonly string[];
  /** How the server calls the number of Pods that are ready, which those that are available are among. */
  readonly readyName?: string;
}

/** What is wrong with the numbers in a status. */
export function validateStatusCounts(status: object, { counts, within = [], readyName }: StatusCounts): FieldError[] {
  const values = status as Readonly<Record<string, number | undefined>>;
  const errors = counts.flatMap((field) => validateNotNegative(values[field], [...at, field]));
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = values;
  for (const field of within)
    if ((values[field] ?? 0) > replicas)
      errors.push(invalidValue([...at, field], values[field], 'cannot be greater than status.replicas'));
  if (readyName !== undefined && availableReplicas > readyReplicas)
    errors.push(invalidValue([...at, 'availableReplicas'], availableReplicas, `cannot be greater than ${readyName}`));
  return errors;
}

/** How often names of Pods or revisions have collided never gets less. */
export function validateCollisions(
  { collisionCount: count }: { collisionCount?: number } = {},
  { collisionCount: before }: { collisionCount?: number } = {},
): FieldError[] {
  if (before === undefined || (count !== undefined && count >= before)) return [];
  return [invalidValue([...at, 'collisionCount'], count ?? 0, 'cannot be decremented')];
}
