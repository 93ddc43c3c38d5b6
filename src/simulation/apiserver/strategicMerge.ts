import { mergeKeyOf } from '../../api/mergeKeys.ts';
import { type FieldType, typeSchema } from '../../api/schema.ts';
import { sameJson } from './equality.ts';
import { goText } from './goText.ts';
import type { Patched } from './jsonPatch.ts';
import { orderElements } from './strategicOrder.ts';

type Json = Record<string, unknown>;

class PatchProblem {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/**
 * A strategic merge patch: like a merge patch, but lists with a merge key are merged element by element, and directives
 * (`$patch`, `$retainKeys`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…`) say what fields alone cannot.
 * https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function applyStrategicMerge(document: unknown, patch: unknown, type: string): Patched {
  if (!isObject(document) || !isObject(patch)) return { problem: 'the patch must be a JSON object' };
  try {
    return { value: mergeObject(document, patch, type) };
  } catch (error) {
    if (error instanceof PatchProblem) return { problem: error.message };
    throw error;
  }
}

function mergeObject(original: Json, patch: Json, type: string | undefined): Json {
  const directive = patch.$patch;
  if (directive === 'replace') return withoutDirectives(patch);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw new PatchProblem(`unknown patch type found: ${String(directive)}`);
  }
  const result: Json = { ...original };
  const retained = patch.$retainKeys;
  if (retained !== undefined) {
    if (!Array.isArray(retained)) throw new PatchProblem('invalid patch format of retainKeys');
    for (const key of Object.keys(result)) if (!retained.includes(key)) delete result[key];
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/')) removeValues(result, key.slice(key.indexOf('/') + 1), value);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (isDirective(key)) continue;
    if (value === null) delete result[key];
    else result[key] = mergeValue(result[key], value, type, key);
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith('$setElementOrder/')) continue;
    const field = key.slice(key.indexOf('/') + 1);
    const mergeKey = type === undefined ? undefined : mergeKeyOf(type, field);
    const merged = result[field];
    if (!Array.isArray(order)) throw new PatchProblem('invalid patch format of setElementOrder list');
    if (mergeKey && Array.isArray(merged)) {
      const before = Array.isArray(original[field]) ? (original[field] as unknown[]) : [];
      result[field] = orderElements(merged, order, before, mergeKey);
    }
  }
  return result;
}

function mergeValue(original: unknown, patch: unknown, type: string | undefined, field: string): unknown {
  const fieldType = type === undefined ? undefined : typeSchema(type).fields.get(field)?.type;
  if (isObject(patch)) return mergeObject(isObject(original) ? original : {}, patch, objectType(fieldType));
  if (!Array.isArray(patch)) return patch;
  const mergeKey = type === undefined ? undefined : mergeKeyOf(type, field);
  const elementType = fieldType?.kind === 'list' ? objectType(fieldType.of) : undefined;
  const before = Array.isArray(original) ? original : [];
  if (mergeKey === undefined) return patch;
  if (mergeKey === 'value') {
    const added = patch.filter((value) => !before.some((each) => sameJson(each, value)));
    return orderElements([...before, ...added], patch, before, mergeKey);
  }
  return mergeList(before, patch, mergeKey, elementType);
}

function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
  type?: string,
): unknown[] {
  const elements = patch.map((element) => {
    if (!isObject(element)) throw new PatchProblem('expected a list of objects');
    return element;
  });
  const replaces = elements.some((element) => element.$patch === 'replace');
  let result: unknown[] = replaces ? [] : [...original];
  for (const element of elements) {
    if (element.$patch === 'replace' && !Object.hasOwn(element, mergeKey)) continue;
    const key = element[mergeKey];
    if (key === undefined) {
      throw new PatchProblem(`map: ${goText(element)} does not contain declared merge key: ${mergeKey}`);
    }
    const isSame = (other: unknown) => isObject(other) && sameJson(other[mergeKey], key);
    if (element.$patch === 'delete') {
      result = result.filter((other) => !isSame(other));
      continue;
    }
    const index = result.findIndex(isSame);
    if (index < 0) result.push(mergeObject({}, element, type));
    else result[index] = mergeObject(result[index] as Json, element, type);
  }
  // What the patch names stands in the patch's order, and what is new among it before what only the server has.
  return orderElements(result, elements, replaces ? [] : original, mergeKey);
}

function removeValues(result: Json, field: string, values: unknown): void {
  const list = result[field];
  if (!Array.isArray(values)) throw new PatchProblem('invalid patch format of primitive list');
  if (Array.isArray(list)) result[field] = list.filter((value) => !values.some((each) => sameJson(each, value)));
}

function objectType(type: FieldType | undefined): string | undefined {
  return type?.kind === 'object' ? type.type : undefined;
}

function withoutDirectives(patch: Json): Json {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !isDirective(key)));
}

function isDirective(key: string): boolean {
  return (
    key === '$patch' ||
    key === '$retainKeys' ||
    key.startsWith('$setElementOrder/') ||
    key.startsWith('$deleteFromPrimitiveList/')
  );
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
