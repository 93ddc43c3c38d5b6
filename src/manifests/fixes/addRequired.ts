import type { FieldPath } from '../../api/field.ts';
import { insertField, type Placement } from '../edits/insertField.ts';
import { setValue } from '../edits/putValue.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';
import { requiredValues } from './requiredValues.ts';

/** Fields that people expect at the top of their object. */
const firstFields = ['name', 'apiVersion', 'kind', 'type', 'key'];

/** A field that must be there: writes it, with what follows from the rest or a sensible beginning. */
export const addRequired: Fixer = { codes: ['api/required'], offer };

function offer(context: FixContext): Fix[] {
  const { document, diagnostic } = context;
  if (/valid values:/.test(diagnostic.message)) return [];
  const values = requiredValues(context);
  return values.flatMap(({ path, value, title, follows }) => {
    const written = valueAt(document.value, path);
    const isOpen = written === undefined || isEmpty(written);
    if (!isOpen) return [];
    const isThere = written !== undefined && (written !== null || hasOwnKey(document.value, path));
    const edits = isThere ? setValue(context, path, value) : insertField(context, path, value, placementOf(path));
    return fixWith(title ?? `Add ${nameOf(path)}`, edits, follows && values.length === 1 ? 'unambiguous' : undefined);
  });
}

function placementOf(path: FieldPath): Placement {
  const name = path.at(-1);
  if (path.length === 2 && path[0] === 'metadata') return { after: 'kind' };
  return typeof name === 'string' && firstFields.includes(name) ? 'first' : 'last';
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0);
}

function hasOwnKey(root: unknown, path: FieldPath): boolean {
  const parent = valueAt(root, path.slice(0, -1));
  const key = path.at(-1);
  return (
    parent !== null &&
    typeof parent === 'object' &&
    key !== undefined &&
    Object.hasOwn(parent, typeof key === 'object' ? key.key : key)
  );
}

function nameOf(path: FieldPath): string {
  const last = path.at(-1);
  return typeof last === 'object' ? last.key : String(last);
}
