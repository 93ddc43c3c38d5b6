import { type FieldPath, formatPath, type PathSegment } from '../../api/field.ts';
import type { FieldType } from '../../api/schema.ts';
import { moveField } from '../edits/moveSlot.ts';
import { fieldsAt, meantField, typeAt } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

/** Places that are offered; a name that stands in many tells nothing. */
const mostPlaces = 3;

/** A field on the wrong level: `image` under `spec`, `ports` beside `containers`, `replicas` in the template. Moves it to its own. */
export const moveUnknownField: Fixer = {
  codes: ['schema/unknown-field'],
  offer(context) {
    const { kind, path, document } = context;
    if (meantField(kind.type, path, document.value)) return [];
    const places = placesFor(context);
    if (places.length > mostPlaces) return [];
    return places.flatMap((to): Fix[] => {
      const edits = moveField(context, path, to);
      return fixWith(`Move to ${formatPath(to)}`, edits, places.length === 1 ? 'unambiguous' : undefined);
    });
  },
};

/** Where a field of this name may stand: further in, further out, or in the namesake of its parent. */
function placesFor({ kind, path, document }: FixContext): FieldPath[] {
  const name = path.at(-1);
  if (typeof name !== 'string' || path.length < 2) return [];
  const { type } = kind;
  const value = valueAt(document.value, path);
  const isOpen = (owner: FieldPath) => {
    const field = fieldsAt(type, owner)?.get(name)?.type ?? mapItem(typeAt(type, owner));
    return field !== undefined && mayHold(field, value) && valueAt(document.value, [...owner, name]) === undefined;
  };
  const within = (from: FieldPath, levels: number) =>
    ownersBelow(document.value, type, from, levels).filter((owner) => ownsName(type, owner, name) && isOpen(owner));
  const parent = path.slice(0, -1);
  const outer = ancestors(parent).find((owner) => hasField(type, owner, name) && isOpen(owner));
  const inner = within(parent, 2);
  const nearest = inner.filter(({ length }) => length === Math.min(...inner.map((owner) => owner.length)));
  const owners = [...nearest, ...(outer ? [outer] : [])];
  if (owners.length === 0) {
    const namesakes = ancestors(parent).map((from) =>
      within(from, 2).filter((owner) => owner.at(-1) === parent.at(-1)),
    );
    owners.push(...(namesakes.find(({ length }) => length > 0) ?? []));
  }
  return owners.map((owner) => [...owner, typeAt(type, owner)?.kind === 'map' ? { key: name } : name]);
}

function ancestors(path: FieldPath): FieldPath[] {
  return path.map((_, index) => path.slice(0, path.length - 1 - index));
}

function hasField(type: string, owner: FieldPath, name: string): boolean {
  return fieldsAt(type, owner)?.has(name) ?? false;
}

/** True for an object that has the field, and for labels and amounts, where any name may stand. */
function ownsName(type: string, owner: FieldPath, name: string): boolean {
  const here = typeAt(type, owner);
  if (here?.kind !== 'map') return hasField(type, owner, name);
  const field = owner.at(-1);
  if (field === 'matchLabels') return true;
  return (
    (field === 'requests' || field === 'limits') && ['cpu', 'memory', 'ephemeral-storage', 'storage'].includes(name)
  );
}

/** Objects and maps that an object holds, at most so many levels down; lists are looked into where they have one item. */
function ownersBelow(value: unknown, type: string, from: FieldPath, levels: number): FieldPath[] {
  const fields = fieldsAt(type, from);
  if (!fields || levels === 0) return [];
  return [...fields.values()].flatMap((field): FieldPath[] => {
    const own: FieldPath = [...from, field.name];
    if (field.type.kind === 'map') return [own];
    if (field.type.kind === 'object') return [own, ...ownersBelow(value, type, own, levels - 1)];
    const items = valueAt(value, own);
    if (field.type.kind !== 'list' || field.type.of.kind !== 'object' || !Array.isArray(items)) return [];
    return items.length === 1
      ? [[...own, 0] satisfies PathSegment[], ...ownersBelow(value, type, [...own, 0], levels - 1)]
      : [];
  });
}

function mapItem(type: FieldType | undefined): FieldType | undefined {
  return type?.kind === 'map' ? type.of : undefined;
}

function mayHold(type: FieldType, value: unknown): boolean {
  if (type.kind === 'list') return Array.isArray(value);
  if (type.kind === 'object' || type.kind === 'map')
    return value === null || (typeof value === 'object' && !Array.isArray(value));
  return value === null || typeof value !== 'object';
}
