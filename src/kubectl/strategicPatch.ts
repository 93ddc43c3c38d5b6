import { mergeKeyOf, retainsKeys } from '../api/mergeKeys.ts';
import { type FieldType, hasType, typeSchema } from '../api/schema.ts';

type Json = Record<string, unknown>;

/**
 * The strategic merge patch of a client-side apply: what was applied last time and is no longer wanted goes, what the
 * manifest says and the live object lacks comes, and what others added stays. Empty where nothing changes.
 */
export function threeWayPatch(lastApplied: unknown, wanted: unknown, live: unknown, type: string): Json {
  return patchObject(asObject(lastApplied), asObject(wanted), asObject(live), hasType(type) ? type : undefined);
}

function patchObject(last: Json, wanted: Json, live: Json, type: string | undefined): Json {
  const patch: Json = {};
  for (const [field, value] of Object.entries(wanted)) {
    if (value === null) {
      if (Object.hasOwn(live, field)) patch[field] = null;
    } else patchField(patch, field, last[field], value, live[field], type);
  }
  for (const field of Object.keys(last)) if (!Object.hasOwn(wanted, field)) patch[field] = null;
  return patch;
}

function patchField(patch: Json, field: string, last: unknown, wanted: unknown, live: unknown, type?: string): void {
  const fieldType = type === undefined ? undefined : typeSchema(type).fields.get(field)?.type;
  if (isObject(wanted) && isObject(live)) {
    const inner = patchObject(asObject(last), wanted, live, objectType(fieldType));
    if (Object.keys(inner).length === 0) return;
    patch[field] = type && retainsKeys(type, field) ? { $retainKeys: Object.keys(wanted).sort(), ...inner } : inner;
    return;
  }
  const mergeKey = type === undefined ? undefined : mergeKeyOf(type, field);
  if (mergeKey === undefined || !Array.isArray(wanted) || !Array.isArray(live)) {
    if (!same(wanted, live)) patch[field] = wanted;
    return;
  }
  const lastList = Array.isArray(last) ? last : [];
  if (mergeKey === 'value') patchValues(patch, field, lastList, wanted, live);
  else {
    const elementType = fieldType?.kind === 'list' ? objectType(fieldType.of) : undefined;
    const retain = type !== undefined && retainsKeys(type, field);
    patchElements(patch, { field, mergeKey, elementType, retain }, lastList, wanted, live);
  }
}

function patchValues(patch: Json, field: string, last: unknown[], wanted: unknown[], live: unknown[]): void {
  const added = wanted.filter((value) => !live.some((other) => same(value, other)));
  const gone = last.filter((value) => !wanted.some((other) => same(value, other)));
  if (added.length > 0) patch[field] = added;
  if (gone.length > 0) patch[`$deleteFromPrimitiveList/${field}`] = gone;
  if (added.length > 0 || gone.length > 0) patch[`$setElementOrder/${field}`] = wanted;
}

interface MergedList {
  readonly field: string;
  readonly mergeKey: string;
  readonly elementType: string | undefined;
  readonly retain: boolean;
}

function patchElements(patch: Json, list: MergedList, last: unknown[], wanted: unknown[], live: unknown[]): void {
  const { field, mergeKey } = list;
  const find = (elements: unknown[], key: unknown) =>
    elements.find((element) => isObject(element) && same(element[mergeKey], key));
  const elements: Json[] = [];
  for (const element of wanted) {
    if (!isObject(element)) continue;
    const key = element[mergeKey];
    const current = find(live, key);
    if (!current) elements.push(element);
    else {
      const inner = patchObject(asObject(find(last, key)), element, asObject(current), list.elementType);
      if (Object.keys(inner).length === 0) continue;
      const retained = list.retain ? { $retainKeys: Object.keys(element).sort() } : {};
      elements.push({ ...retained, ...inner, [mergeKey]: key });
    }
  }
  for (const element of last) {
    const key = asObject(element)[mergeKey];
    if (key !== undefined && !find(wanted, key)) elements.push({ $patch: 'delete', [mergeKey]: key });
  }
  const keysOf = (from: unknown[]) => from.map((element) => asObject(element)[mergeKey]);
  // What others added to the list counts as another order, so that kubectl sends the order again.
  if (elements.length === 0 && same(keysOf(live), keysOf(wanted))) return;
  if (elements.length > 0) patch[field] = elements;
  patch[`$setElementOrder/${field}`] = keysOf(wanted).map((key) => ({ [mergeKey]: key }));
}

function objectType(type: FieldType | undefined): string | undefined {
  return type?.kind === 'object' && hasType(type.type) ? type.type : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
