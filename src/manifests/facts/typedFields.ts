import type { FieldPath, PathSegment } from '../../api/field.ts';
import { type FieldType, hasType, typeSchema } from '../../api/schema.ts';

/** An object inside a manifest, with the type that the schema gives it. */
export interface TypedObject {
  readonly path: FieldPath;
  /** Its type: `Container`, `LabelSelector`. */
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The field that holds it or its list: `envFrom`; empty for the manifest itself. */
  readonly field: string;
  /** The type that has this field; empty for the manifest itself. */
  readonly owner: string;
}

/** Objects of one manifest that are looked at; more than any API server takes. */
const maxObjects = 50_000;

/** Every object of a manifest whose type the schema knows, from the outside in and in the order of the text. */
export function typedObjects(value: unknown, type: string): TypedObject[] {
  const found: TypedObject[] = [];
  visit({ value, type: { kind: 'object', type }, path: [], field: '', owner: '' }, found);
  return found;
}

interface Place {
  readonly value: unknown;
  readonly type: FieldType;
  readonly path: FieldPath;
  readonly field: string;
  readonly owner: string;
}

function visit(place: Place, found: TypedObject[]): void {
  const { value, type, path } = place;
  if (value === null || typeof value !== 'object' || found.length >= maxObjects) return;
  const inner = (segment: PathSegment, item: unknown, itemType: FieldType) =>
    visit({ ...place, value: item, type: itemType, path: [...path, segment] }, found);
  if (type.kind === 'list') {
    if (Array.isArray(value)) value.forEach((item, index) => void inner(index, item, type.of));
    return;
  }
  if (Array.isArray(value)) return;
  if (type.kind === 'map') {
    if (type.of.kind === 'object') for (const [key, item] of Object.entries(value)) inner(key, item, type.of);
    return;
  }
  if (type.kind !== 'object' || !hasType(type.type)) return;
  const object = value as Record<string, unknown>;
  found.push({ path, type: type.type, value: object, field: place.field, owner: place.owner });
  const { fields } = typeSchema(type.type);
  for (const [name, item] of Object.entries(object)) {
    if (item === null || typeof item !== 'object') continue;
    const field = fields.get(name);
    if (field) visit({ value: item, type: field.type, path: [...path, name], field: name, owner: type.type }, found);
  }
}
