import { isAtomicMap, isAtomicType, keyDefaultOf, type ListType, listTypeOf } from '../../api/listTypes.ts';
import { type FieldType, typeSchema } from '../../api/schema.ts';

type Json = Record<string, unknown>;

/** How the fields of one value are owned: as a whole, or part by part. */
export type Shape =
  | { readonly kind: 'scalar' | 'any'; readonly scalar: FieldType['kind'] }
  /** A map or an object that is one whole. */
  | { readonly kind: 'atomicMap' }
  | { readonly kind: 'atomicList' }
  | { readonly kind: 'list'; readonly listType: ListType; readonly of: Shape; readonly elementType: string | undefined }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly type: string };

const fieldShapes = new Map<string, Shape>();

/** The shape of an object of this type as it stands by itself: the root, or an element of a list. */
export function shapeOfType(type: string): Shape {
  return isAtomicType(type) ? { kind: 'atomicMap' } : { kind: 'object', type };
}

/** The shape of a field; undefined where the type has no such field. */
export function shapeOfField(type: string, field: string): Shape | undefined {
  const name = `${type}.${field}`;
  const known = fieldShapes.get(name);
  if (known) return known;
  const schema = typeSchema(type).fields.get(field);
  if (!schema) return undefined;
  const shape = fieldShape(type, field, schema.type);
  fieldShapes.set(name, shape);
  return shape;
}

function fieldShape(type: string, field: string, fieldType: FieldType): Shape {
  switch (fieldType.kind) {
    case 'object':
      if (isAtomicMap(type, field, fieldType.type)) return { kind: 'atomicMap' };
      return { kind: 'object', type: fieldType.type };
    case 'map':
      return isAtomicMap(type, field, undefined)
        ? { kind: 'atomicMap' }
        : { kind: 'map', of: plainShape(fieldType.of) };
    case 'list': {
      const listType = listTypeOf(type, field);
      if (listType.kind === 'atomic') return { kind: 'atomicList' };
      const elementType = fieldType.of.kind === 'object' ? fieldType.of.type : undefined;
      return { kind: 'list', listType, of: plainShape(fieldType.of), elementType };
    }
    case 'any':
      return field === 'fieldsV1' ? { kind: 'atomicMap' } : { kind: 'any', scalar: 'any' };
    default:
      return { kind: 'scalar', scalar: fieldType.kind };
  }
}

function plainShape(type: FieldType): Shape {
  if (type.kind === 'object') return shapeOfType(type.type);
  if (type.kind === 'map') return { kind: 'map', of: plainShape(type.of) };
  if (type.kind === 'list') return { kind: 'atomicList' };
  return type.kind === 'any' ? { kind: 'any', scalar: 'any' } : { kind: 'scalar', scalar: type.kind };
}

/** The shape below a key of an object or map; undefined for a field that the type does not have. */
export function shapeBelow(shape: Shape, key: string): Shape | undefined {
  if (shape.kind === 'object') return shapeOfField(shape.type, key);
  return shape.kind === 'map' ? shape.of : undefined;
}

/** The step that leads to an element of a list: `k:{"name":"app"}` or `v:"x"`; undefined where a key is missing. */
export function stepOfElement(shape: Shape & { kind: 'list' }, element: unknown): string | undefined {
  if (shape.listType.kind !== 'map') return `v:${JSON.stringify(element)}`;
  const keys: Json = {};
  for (const key of [...shape.listType.keys].sort()) {
    const own = isJson(element) ? element[key] : undefined;
    const value = own ?? (shape.elementType === undefined ? undefined : keyDefaultOf(shape.elementType, key));
    if (value !== undefined) keys[key] = value;
  }
  return Object.keys(keys).length > 0 ? `k:${JSON.stringify(keys)}` : undefined;
}

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
