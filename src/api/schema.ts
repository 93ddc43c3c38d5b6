import { invariant } from '../invariant.ts';
import type { FieldPath } from './field.ts';
import schemaJson from './generated/schema.json' with { type: 'json' };

/** What a field may hold, as the API reference says it. */
export type FieldType =
  | {
      readonly kind:
        | 'string'
        | 'boolean'
        | 'double'
        | 'quantity'
        | 'intOrString'
        | 'time'
        | 'microTime'
        | 'bytes'
        | 'any';
    }
  | { readonly kind: 'integer'; readonly bits: 32 | 64 }
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType };

/** One field of a type: what it holds and what Kubernetes' own reference says of it. */
export interface FieldSchema {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** English prose, one paragraph; empty where Kubernetes has none. */
  readonly doc: string;
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[];
  /** The API server keeps `false`, `0` and `''` apart from "not set" (a pointer in its own code). */
  readonly optionalScalar: boolean;
  /** The server's own name for the type where it is not the plain one: `v1.RestartPolicy`. */
  readonly goType?: string;
}

/** One object type of the API: `Pod`, `Container`, `ObjectMeta`. */
export interface TypeSchema {
  readonly name: string;
  readonly doc: string;
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** The name in the server's messages, with its version: `v1.Container`. */
  readonly goType: string;
}

interface RawField {
  type: string;
  required?: boolean;
  doc?: string;
  values?: string[];
  pointer?: boolean;
  goType?: string;
}

type RawTypes = Record<string, { doc: string; fields: Record<string, RawField>; goType: string }>;

const parsed = new Map<string, TypeSchema>();
const scalarKinds = new Set([
  'string',
  'boolean',
  'double',
  'quantity',
  'intOrString',
  'time',
  'microTime',
  'bytes',
  'any',
]);

function rawTypes(): RawTypes {
  return schemaJson.types as unknown as RawTypes;
}

function parseType(wire: string): FieldType {
  if (wire.startsWith('[]')) return { kind: 'list', of: parseType(wire.slice(2)) };
  if (wire.startsWith('map[]')) return { kind: 'map', of: parseType(wire.slice(5)) };
  if (wire === 'int32' || wire === 'int64') return { kind: 'integer', bits: wire === 'int32' ? 32 : 64 };
  if (scalarKinds.has(wire)) return { kind: wire } as FieldType;
  return { kind: 'object', type: wire };
}

/** Whether the schema has a type of this name. */
export function hasType(name: string): boolean {
  return Object.hasOwn(rawTypes(), name);
}

/** The type of this name, which must exist. */
export function typeSchema(name: string): TypeSchema {
  const known = parsed.get(name);
  if (known) return known;
  invariant(hasType(name), `the schema has no type ${name}`);
  const raw = rawTypes()[name];
  invariant(raw, `the schema has no type ${name}`);
  const fields = new Map<string, FieldSchema>();
  for (const [field, { type, required, doc, values, pointer, goType }] of Object.entries(raw.fields)) {
    fields.set(field, {
      name: field,
      type: parseType(type),
      required: required ?? false,
      doc: doc ?? '',
      optionalScalar: pointer ?? false,
      ...(values && { values }),
      ...(goType && { goType }),
    });
  }
  const schema = { name, doc: raw.doc, fields, goType: raw.goType };
  parsed.set(name, schema);
  return schema;
}

/** What stands at the end of a path from a type: a list index or a map key gives the element under the list's field. */
export function fieldAt(type: string, path: FieldPath): FieldSchema | undefined {
  let field: FieldSchema | undefined;
  let here: FieldType = { kind: 'object', type };
  for (const segment of path) {
    if (typeof segment === 'string' && here.kind === 'object') {
      field = typeSchema(here.type).fields.get(segment);
      if (!field) return undefined;
      here = field.type;
    } else if (typeof segment === 'number' && here.kind === 'list') here = here.of;
    else if (typeof segment !== 'number' && here.kind === 'map') here = here.of;
    else return undefined;
    if (field && field.type !== here) field = { ...field, type: here };
  }
  return field;
}
