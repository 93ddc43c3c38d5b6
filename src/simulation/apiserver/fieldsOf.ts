import { type FieldSet, fieldSet, isMember, stepsOf } from './fieldSet.ts';
import { isJson, type Shape, shapeBelow, stepOfElement } from './typedValue.ts';

/** The fields that a configuration sets: its leaves, and every element of its lists. */
export function fieldsOf(value: unknown, shape: Shape): FieldSet | undefined {
  const steps = new Map<string, FieldSet>();
  switch (shape.kind) {
    case 'object':
    case 'map':
      if (!isJson(value)) return undefined;
      for (const [key, item] of Object.entries(value)) {
        if (item === undefined) continue;
        const below = shapeBelow(shape, key);
        if (!below) continue;
        const isLeaf = item === null || (isJson(item) && Object.keys(item).length === 0) || shape.kind === 'map';
        const set = withSelf(fieldsOf(item, below), isLeaf);
        if (set) steps.set(`f:${key}`, set);
      }
      return fieldSet('path', steps);
    case 'list':
      if (!Array.isArray(value)) return undefined;
      for (const item of value) {
        const step = stepOfElement(shape, item);
        if (step) steps.set(step, withSelf(fieldsOf(item, shape.of), true) as FieldSet);
      }
      return fieldSet('path', steps);
    default:
      return fieldSet('member', steps);
  }
}

function withSelf(set: FieldSet | undefined, isSelf: boolean): FieldSet | undefined {
  if (!isSelf || (set && isMember(set))) return set;
  return fieldSet('member', new Map(set ? stepsOf(set) : []));
}

/** The set with every named field on the way to its members: a map's keys and a list's elements are no named fields. */
export function withNamedFields(set: FieldSet | undefined, shape: Shape): FieldSet | undefined {
  if (!set) return undefined;
  const steps = new Map<string, FieldSet>();
  for (const [step, node] of stepsOf(set)) {
    const below = shapeAfter(shape, step);
    const isNamed = shape.kind === 'object' && below !== undefined;
    const inner = below && stepsOf(node).length > 0 ? withNamedFields(pathOnly(node), below) : pathOnly(node);
    const named = withSelf(inner, isNamed || isMember(node));
    if (named) steps.set(step, named);
  }
  return fieldSet('path', steps);
}

function pathOnly(node: FieldSet): FieldSet | undefined {
  return fieldSet('path', new Map(stepsOf(node)));
}

function shapeAfter(shape: Shape, step: string): Shape | undefined {
  if (step.startsWith('f:')) return shapeBelow(shape, step.slice(2));
  return shape.kind === 'list' ? shape.of : undefined;
}

/** A value without the fields of a set. What has nothing left becomes null; what is one whole cannot lose a part. */
export function withoutFields(value: unknown, set: FieldSet | undefined, shape: Shape): unknown {
  if (!set) return value;
  if ((shape.kind === 'object' || shape.kind === 'map') && isJson(value)) {
    const rest: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const node = set[`f:${key}`];
      if (node && isMember(node)) continue;
      const below = shapeBelow(shape, key);
      rest[key] = node && below ? withoutFields(item, node, below) : item;
    }
    return Object.keys(rest).length > 0 ? rest : null;
  }
  if (shape.kind === 'list' && Array.isArray(value)) {
    const rest: unknown[] = [];
    for (const item of value) {
      const node = set[stepOfElement(shape, item) ?? ''];
      if (node && isMember(node)) continue;
      rest.push(node ? withoutFields(item, node, shape.of) : item);
    }
    return rest.length > 0 ? rest : null;
  }
  return shape.kind === 'scalar' || shape.kind === 'any' ? value : null;
}
