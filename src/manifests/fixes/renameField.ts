import { meantField } from '../fieldNames.ts';
import { valueAt } from '../plainLookup.ts';
import type { Fixer } from './fix.ts';

/** Renames an unknown field to the one that it most likely meant. */
export const renameField: Fixer = ({ diagnostic, document, kind, path }) => {
  if (diagnostic.code !== 'schema/unknown-field') return [];
  const meant = meantField(kind.type, path, Object.keys(valueAt(document.value, path.slice(0, -1)) ?? {}));
  if (!meant) return [];
  return [{ title: `Rename to ${meant}`, edits: [{ range: document.rangeOf(path, 'key'), newText: meant }] }];
};
