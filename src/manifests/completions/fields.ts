import { type FieldSchema, type FieldType, hasType, typeSchema } from '../../api/schema.ts';
import { documentation } from '../markdown.ts';
import { rankOfField } from './fieldOrder.ts';
import { shapeOfField, variantsOfField } from './fieldShapes.ts';
import { emptyMap, type Fields, isHole, type Shape } from './shape.ts';
import type { Subject } from './subject.ts';
import type { Suggester, Suggestion } from './suggestion.ts';

/** The fields that the object does not have yet: required ones, then those that people mostly write, then the rest. */
export const fields: Suggester = (subject) => {
  const { place, type } = subject;
  if (place.part !== 'key' || type.kind !== 'object' || !hasType(type.type)) return [];
  const owner = type.type;
  const missing = [...typeSchema(owner).fields.values()].filter(
    ({ name }) => !place.written.includes(name) && !isNoField(subject, owner, name),
  );
  const rank = ({ name, required }: FieldSchema) => (required ? -1000 : 0) + (rankOfField(owner, name) ?? 500);
  return missing
    .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
    .flatMap((field) => [suggestionOf(owner, field, subject), ...variantsOf(owner, field, subject)]);
};

/** A whole item where nothing of it is written: all that it needs. */
export const items: Suggester = (subject) => {
  const { place, holders } = subject;
  const isNew = place.part === 'item' || (typeof place.path.at(-1) === 'number' && place.written.length === 0);
  const holder = holders.at(-1);
  const field = holder && typeSchema(holder.owner).fields.get(holder.field);
  if (!holder || field?.type.kind !== 'list' || !isNew || place.part === 'value') return [];
  const variants = variantsOfField(holder.owner, holder.field, subject);
  return [['', shapeOfField(holder.owner, field, subject)] as const, ...variants].flatMap(([word, shape]) => {
    const item: unknown = Array.isArray(shape) ? shape[0] : undefined;
    if (item === null || typeof item !== 'object' || Array.isArray(item) || isHole(item as Shape)) return [];
    const written = item as Fields;
    const names = Object.keys(written);
    const shown: Omit<Suggestion, 'fields' | 'item'> = {
      label: `${names.join(', ')}${word && ` (${word})`}`,
      detail: 'a whole item',
      documentation: documentation(field.doc),
      kind: 'field',
    };
    if (names.length === 0 || (names.length === 1 && place.part === 'key')) return [];
    return [place.part === 'item' ? { ...shown, item: written } : { ...shown, fields: written }];
  });
};

function suggestionOf(owner: string, field: FieldSchema, subject: Subject): Suggestion {
  return {
    label: field.name,
    fields: { [field.name]: subject.place.hasMore ? emptyMap : shapeOfField(owner, field, subject) },
    detail: field.required ? 'required' : typeName(field.type),
    documentation: documentation(field.doc),
    kind: 'field',
  };
}

function variantsOf(owner: string, field: FieldSchema, subject: Subject): Suggestion[] {
  if (subject.place.hasMore) return [];
  return variantsOfField(owner, field.name, subject).map(([word, shape]) => ({
    label: `${field.name} (${word})`,
    fields: { [field.name]: shape },
    detail: typeName(field.type),
    documentation: documentation(field.doc),
    kind: 'field' as const,
  }));
}

const systemFields = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** What the system writes is no field for a manifest, and what it would not take is none either. */
function isNoField({ place }: Subject, owner: string, name: string): boolean {
  if (place.path.length === 0 && name === 'status') return true;
  if (owner === 'PodSpec' && (name === 'ephemeralContainers' || name === 'serviceAccount')) return true;
  // Sidecars are init containers.
  if (owner === 'Container' && name === 'restartPolicy' && place.path.at(-2) === 'containers') return true;
  return owner === 'ObjectMeta' && systemFields.has(name);
}

function typeName(type: FieldType): string {
  if (type.kind === 'list') return `list of ${typeName(type.of)}`;
  return type.kind === 'object' ? type.type : type.kind;
}
