import { formatPath } from './field.ts';
import { invalidValue } from './fieldErrors.ts';
import { labelValueText, qualifiedName } from './names.ts';

export type RequirementOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'gt' | 'lt' | 'exists' | '!';

/** One condition of a label query. */
export interface Requirement {
  readonly key: string;
  readonly operator: RequirementOperator;
  readonly values: readonly string[];
}

/** A requirement, or the server's words for why there is no such one. */
export function requirementOf(
  key: string,
  operator: RequirementOperator,
  values: readonly string[],
): Requirement | string {
  const errors: string[] = [];
  const add = (path: (string | number | { key: string })[], value: unknown, detail: string): void => {
    errors.push(`${formatPath(path)}: ${invalidValue(path, value, detail).message}`);
  };
  const keyProblems = qualifiedName(key);
  if (keyProblems.length > 0) add(['key'], key, keyProblems.join('; '));
  const given = values.length === 0 ? null : values;
  if (operator === 'in' || operator === 'notin') {
    if (!given) add(['values'], given, "for 'in', 'notin' operators, values set can't be empty");
  } else if (operator === 'exists' || operator === '!') {
    if (given) add(['values'], given, 'values set must be empty for exists and does not exist');
  } else if (operator === 'gt' || operator === 'lt') {
    if (values.length !== 1) add(['values'], given, "for 'Gt', 'Lt' operators, exactly one value is required");
    values.forEach((value, i) => {
      if (!isInt64(value)) add(['values', i], value, "for 'Gt', 'Lt' operators, the value must be an integer");
    });
  } else if (values.length !== 1) add(['values'], given, 'exact-match compatibility requires one single value');
  values.forEach((value, i) => {
    const problems = labelValueText(value);
    if (problems.length > 0) add(['values', i, { key }], value, problems.join('; '));
  });
  if (errors.length === 0) return { key, operator, values };
  return errors.length === 1 ? (errors[0] as string) : `[${[...new Set(errors)].join(', ')}]`;
}

function isInt64(text: string): boolean {
  if (!/^[-+]?\d{1,30}$/.test(text)) return false;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value;
}
