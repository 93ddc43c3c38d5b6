import { validateNotNegative } from '../core/numberValidation.ts';
import type { FieldError, FieldPath } from '../field.ts';
import { invalidValue, quote, required, tooLong, tooMany } from '../fieldErrors.ts';
import type { JobSpec, SuccessPolicy, SuccessPolicyRule } from '../generated/objects.ts';
import { byteLength } from '../names.ts';

const maxRules = 20;
const maxIndexesBytes = 64 * 1024;

/** What is wrong with the rules by which an Indexed Job has succeeded before all its Pods have. */
export function validateSuccessPolicy(spec: Partial<JobSpec>, policy: SuccessPolicy, at: FieldPath): FieldError[] {
  const rules = policy.rules ?? [];
  if (spec.completionMode !== 'Indexed') {
    const printed = rules.map(({ succeededIndexes = null, succeededCount = null }) => ({
      SucceededIndexes: succeededIndexes,
      SucceededCount: succeededCount,
    }));
    const value = { Rules: policy.rules ? printed : null };
    return [invalidValue(at, value, 'requires indexed completion mode')];
  }
  const path = [...at, 'rules'];
  const errors: FieldError[] = [];
  if (rules.length === 0)
    errors.push(required(path, 'at least one rules must be specified when the successPolicy is specified'));
  if (rules.length > maxRules) errors.push(tooMany(path, rules.length, maxRules));
  for (const [i, rule] of rules.entries()) errors.push(...validateRule(rule, spec.completions ?? 0, [...path, i]));
  return errors;
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
    const read = countIndexes(indexes, completions);
    if (typeof read === 'number') total = read;
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

/** How many indexes `0,2-3` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let last: number | undefined;
  let total = 0;
  for (const interval of text.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2)
      return `the fragment ${quote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    for (const [i, limit] of limits.entries()) {
      if (!/^[-+]?\d+$/.test(limit)) return `cannot convert string to integer for index: ${quote(limit)}`;
      const index = Number(limit);
      if (i === 0 && last !== undefined && last >= index) return decreasing(last, index);
      if (index >= completions) return `too large index: ${quote(limit)}`;
      if (i === 1 && last !== undefined && last >= index) return decreasing(last, index);
      total += i === 0 ? 1 : index - (last ?? 0);
      last = index;
    }
  }
  return total;
}

function decreasing(previous: number, current: number): string {
  return `non-increasing order, previous: ${previous}, current: ${current}`;
}
