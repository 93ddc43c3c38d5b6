import type { FieldPath } from '../api/field.ts';
import type { FieldType } from '../api/schema.ts';

/** More letters of a name than this help nobody. */
const maxNameLength = 60;

/**
 * What a field takes, where something of another type stands in it: `port takes a whole number, without quotes`. The server says it
 * in words of its program. Undefined where there is nothing to add.
 */
export function wantedType(type: FieldType | undefined, path: FieldPath, written: unknown): string | undefined {
  const words = type && wordsFor(type, written);
  return words && `${nameOf(path)} takes ${words}`;
}

function wordsFor({ kind }: FieldType, written: unknown): string | undefined {
  const quotes = typeof written === 'string' ? ', without quotes' : '';
  switch (kind) {
    case 'integer':
      // Else it is too large.
      return Number.isInteger(written) ? undefined : `a whole number${quotes}`;
    case 'double':
      return `a number${quotes}`;
    case 'boolean':
      return `true or false${quotes}`;
    case 'string':
      return typeof written === 'object' ? 'one text' : 'a text: put it in quotes';
    case 'intOrString':
      return 'a whole number or a text';
    case 'list':
      return 'a list: in YAML with "- " before each item';
    case 'map':
      return 'names with a value each';
    case 'object':
      return 'fields of its own, not one value';
    default:
      return undefined;
  }
}

function nameOf(path: FieldPath): string {
  const last = path.at(-1);
  if (typeof last === 'number') return `an item of ${nameOf(path.slice(0, -1))}`;
  const name = typeof last === 'object' ? last.key : (last ?? 'this');
  return name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name;
}
