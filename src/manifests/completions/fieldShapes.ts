import { type FieldSchema, type FieldType, hasType, typeSchema } from '../../api/schema.ts';
import { emptyList, emptyMap, type Fields, hole, type Shape } from './shape.ts';
import { containerShapes, containerVariants } from './shapes/containerShapes.ts';
import { generalShapes } from './shapes/generalShapes.ts';
import { networkShapes, networkVariants } from './shapes/networkShapes.ts';
import { podShapes, podVariants } from './shapes/podShapes.ts';
import type { ShapeTable, VariantTable } from './shapes/shapeTable.ts';
import { workloadShapes, workloadVariants } from './shapes/workloadShapes.ts';
import type { Subject } from './subject.ts';

const shapes: ShapeTable = { ...generalShapes, ...containerShapes, ...podShapes, ...workloadShapes, ...networkShapes };
const variants: VariantTable = { ...containerVariants, ...podVariants, ...workloadVariants, ...networkVariants };

/** How deep required fields of required fields are written. */
const maxDepth = 4;

/** What is written with a field: what people mostly write there, else the fields that its type requires. */
export function shapeOfField(owner: string, field: FieldSchema, subject: Subject, depth = 0): Shape {
  const key = `${owner}.${field.name}`;
  const known = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
  if (known !== undefined) return typeof known === 'function' ? known(subject) : known;
  return shapeOfType(field.type, subject, depth);
}

/** Other shapes of a field, each with the word that tells it apart. */
export function variantsOfField(owner: string, field: string, subject: Subject): [word: string, shape: Shape][] {
  const key = `${owner}.${field}`;
  const known = Object.hasOwn(variants, key) ? (variants[key] ?? {}) : {};
  return Object.entries(known).map(([word, shape]) => [word, typeof shape === 'function' ? shape(subject) : shape]);
}

function shapeOfType(type: FieldType, subject: Subject, depth: number): Shape {
  if (type.kind === 'map') return emptyMap;
  if (type.kind === 'list') {
    const item = shapeOfType(type.of, subject, depth + 1);
    return type.of.kind === 'object' && item !== emptyMap ? [item] : emptyList;
  }
  if (type.kind !== 'object') return hole();
  const required = hasType(type.type) && depth < maxDepth ? [...typeSchema(type.type).fields.values()] : [];
  const fields: Record<string, Shape> = {};
  for (const field of required) {
    if (field.required) fields[field.name] = shapeOfField(type.type, field, subject, depth + 1);
  }
  return Object.keys(fields).length === 0 ? emptyMap : (fields satisfies Fields);
}
