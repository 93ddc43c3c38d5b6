import { valueAt } from '../plainLookup.ts';
import { closedValuesOf, meaningOfValue, valueTables } from '../valueMeanings.ts';
import type { Subject } from './subject.ts';
import type { Suggester } from './suggestion.ts';

/** The values of fields that take only some words, or mostly: each with what it means; those that a list has already are left out. */
export const namedValues: Suggester = (subject) => {
  const { place, schema, holders, type } = subject;
  const holder = holders.at(-1);
  if (!holder || !schema || place.part === 'key') return [];
  const wanted = type.kind === 'list' ? type.of.kind : type.kind;
  if (wanted === 'boolean') return [true, false].map((value) => ({ label: String(value), value }));
  if (wanted !== 'string') return [];
  const names = schema.values ?? closedValuesOf(holder.owner, holder.field) ?? knownValuesOf(subject.name);
  const written = writtenItems(subject);
  return names
    .filter((name) => name !== '' && !written.includes(name))
    .map((name) => {
      const documentation = meaningOfValue(holder.owner, holder.field, name);
      return { label: name, value: name, ...(documentation !== undefined && { documentation }) };
    });
};

function knownValuesOf(name: string): readonly string[] {
  return Object.keys((Object.hasOwn(valueTables, name) ? valueTables[name] : undefined) ?? {});
}

/** The other items of the list that the place is in. */
function writtenItems({ place, value }: Subject): readonly unknown[] {
  const { part, path } = place;
  const list = part === 'item' ? path : typeof path.at(-1) === 'number' ? path.slice(0, -1) : undefined;
  const items = list && valueAt(value, list);
  return Array.isArray(items) ? items : [];
}
