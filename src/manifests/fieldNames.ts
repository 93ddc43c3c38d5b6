import { nearestName } from '../api/didYouMean.ts';
import type { FieldPath } from '../api/field.ts';
import { type FieldSchema, type FieldType, fieldAt, hasType, typeSchema } from '../api/schema.ts';
import { valueAt } from './plainLookup.ts';

/** The type of what stands at a path of an object type; undefined where the schema knows nothing. */
export function typeAt(type: string, path: FieldPath): FieldType | undefined {
  return path.length === 0 ? { kind: 'object', type } : fieldAt(type, path)?.type;
}

/** The fields that the object at a path may have. */
export function fieldsAt(type: string, path: FieldPath): ReadonlyMap<string, FieldSchema> | undefined {
  const here = typeAt(type, path);
  return here?.kind === 'object' && hasType(here.type) ? typeSchema(here.type).fields : undefined;
}

/** What a misspelt field most likely meant, of the fields that may stand there and do not stand there yet. */
export function meantField(type: string, path: FieldPath, value: unknown): string | undefined {
  const name = path.at(-1);
  const parentPath = path.slice(0, -1);
  const fields = fieldsAt(type, parentPath);
  if (typeof name !== 'string' || !fields) return undefined;
  const written = Object(valueAt(value, parentPath)) as object;
  return nearestName(
    name,
    [...fields.keys()].filter((field) => !Object.hasOwn(written, field)),
  );
}
