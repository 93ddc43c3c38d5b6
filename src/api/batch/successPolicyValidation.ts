import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, required, tooLong, tooMany } from '../fieldErrors.ts';
import type { JobSpec, SuccessPolicy, SuccessPolicyRule } from '../generated/objects.ts';
import { byteLength } from '../names.ts';
import { readIndexes } from './completionIndexes.ts';

const maxRules = 20;
const maxIndexesBytes = 64 * 1024;

/** What is wrong with the rules by which an Indexed Job has succeeded before all its Pods have. */
export function validateSuccessPolicy(spec: Partial<JobSpec>, policy: SuccessPolicy, at: FieldPath): FieldError[] {
  const rules = policy.rules ?? [];
  if (spec.completionMode !== 'Indexed')
    return [invalidValue(at, successPolicyValue(policy), 'requires indexed completion mode')];
  const path = [...at, 'rules'];
  const errors: FieldError[] = [];
  if (rules.length === 0)
    errors.push(required(path, 'at least one rules must be specified when the successPolicy is specified'));
  if (rules.length > maxRules) errors.push(tooMany(path, rules.length, maxRules));
  for (const [i, rule] of rules.entries()) errors.push(...validateRule(rule, spec.completions ?? 0, [...path, i]));
  return errors;
}

/** A success policy as the server prints it: with the names of its internal type. */
export function successPolicyValue({ rules }: Partial<SuccessPolicy>): unknown {
  const printed = rules?.map(({ succeededIndexes = null, succeededCount = null }) => ({
    SucceededIndexes: succeededIndexes,
    SucceededCount: succeededCount,
  }));
  return { Rules: printed ?? null };
}

function validateRule(
  { succeededIndexes: indexes, succeededCount: count }: SuccessPolicyRule,
  completions: number,
  at: FieldPath,
): FieldError[] {
  if (indexes === undefined && count === undefined)
    return [required(at, 'at least one of succeededCount or succeededIndexes must be specified')];
  const errors: FieldError[] = [];
  const path = [...at, 'succeededIndexes'];
  let total = 0;
  if (indexes !== undefined) {
    if (byteLength(indexes) > maxIndexesBytes) errors.push(tooLong(path, maxIndexesBytes));
    const read = readIndexes(indexes, completions);
    if (typeof read !== 'string') total = read.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    else errors.push(invalidValue(path, indexes, `error parsing succeededIndexes: ${read}`));
  }
  if (count === undefined) return errors;
  const countPath = [...at, 'succeededCount'];
  errors.push(...validateNotNegative(count, countPath));
  const atMost = (limit: number, what: string): string => `must be less than or equal to ${limit} (${what})`;
  if (count > completions)
    errors.push(invalidValue(countPath, count, atMost(completions, 'the number of specified completions')));
  if (indexes !== undefined && count > total) {
    const what = 'the number of indexes in the specified succeededIndexes field';
    errors.push(invalidValue(countPath, count, atMost(total, what)));
  }
  return errors;
}
