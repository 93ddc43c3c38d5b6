import type { FieldType } from '../../api/schema.ts';
import { hasType, typeSchema } from '../../api/schema.ts';
import { setValue } from '../edits/putValue.ts';
import { wrapInList } from '../edits/wrapInList.ts';
import { typeAt } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fixer, fixWith } from './fix.ts';

/**
 * One thing where a list is wanted becomes the only item of a list; a map of names (`env: { A: b }`, `containers: { web: { … } }`)
 * becomes a list of things with names.
 */
export const makeList: Fixer = {
  codes: ['schema/wrong-type'],
  offer(context) {
    const { path, kind, document } = context;
    const type = typeAt(kind.type, path);
    const value = valueAt(document.value, path);
    if (type?.kind !== 'list' || value === undefined || value === null || Array.isArray(value)) return [];
    if (typeof value !== 'object') {
      return fits(value, type.of) ? fixWith('Make it a list', wrapInList(context, path), 'unambiguous') : [];
    }
    if (type.of.kind !== 'object' || !hasType(type.of.type)) return [];
    const { fields } = typeSchema(type.of.type);
    const keys = Object.keys(value);
    if (keys.length > 0 && keys.every((key) => fields.has(key))) {
      return fixWith('Make it a list', wrapInList(context, path), 'unambiguous');
    }
    const items = named(value as Record<string, unknown>, fields);
    return items ? fixWith('Make it a list of things with names', setValue(context, path, items), 'unambiguous') : [];
  },
};

function fits(value: unknown, type: FieldType): boolean {
  return type.kind === 'string' ? typeof value === 'string' : type.kind === 'integer' && typeof value === 'number';
}

function named(value: Record<string, unknown>, fields: ReadonlyMap<string, unknown>): unknown[] | undefined {
  if (!fields.has('name') || Object.keys(value).length === 0) return undefined;
  const items: unknown[] = [];
  for (const [name, item] of Object.entries(value)) {
    if (item === null || Array.isArray(item)) return undefined;
    if (typeof item === 'object') {
      if (Object.hasOwn(item, 'name') || !Object.keys(item).every((key) => fields.has(key))) return undefined;
      items.push({ name, ...item });
    } else if (fields.has('value')) items.push({ name, value: String(item) });
    else return undefined;
  }
  return items;
}
