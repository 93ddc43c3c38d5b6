import type { KubernetesObject } from '../../api/objects.ts';
import { parseQuantity } from '../../api/quantity.ts';
import { commandError } from '../commandError.ts';
import type { ParsedFlags } from '../flags.ts';
import { relaxedJsonPath, valuesAt } from '../jsonPath.ts';

/**
 * Sorts by the field that `--sort-by` names; things without it come first. Where none has it, that is an error, or there
 * is nothing to show: kubectl does the one with objects and the other with tables.
 */
export function sortedBy<T>(
  flags: ParsedFlags,
  things: readonly T[],
  objectOf: (thing: T) => KubernetesObject | undefined,
  whereMissing: 'fail' | 'show nothing',
): readonly T[] {
  const text = flags.text('sort-by');
  if (text === '') return things;
  const path = relaxedJsonPath(text);
  if (path.problem !== undefined) throw commandError(`error parsing jsonpath ${text}, ${path.problem}`);
  const keyed = things.map((thing) => ({ thing, key: valuesAt(path, objectOf(thing))[0] }));
  // One thing needs no comparing.
  if (things.length > 1 && keyed.every(({ key }) => key === undefined)) {
    if (whereMissing === 'show nothing') return [];
    const field = text.replace(/^\{|\}$/g, '').replace(/^\.?/, '.');
    throw commandError(`couldn't find any field with path "{${field}}" in the list of objects`);
  }
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ thing }) => thing);
}

function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [amount(a), amount(b)];
    if (left !== undefined && right !== undefined) return left - right;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** Quantities are compared by what they mean: `500m` comes before `1`. */
function amount(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && Number(quantity.unscaled) * 10 ** quantity.exponent;
}
