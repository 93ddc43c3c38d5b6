import { meantField } from '../fieldNames.ts';
import type { Fixer } from './fix.ts';

/** Renames an unknown field to the one that it most likely meant. */
export const renameField: Fixer = ({ diagnostic, document, kind, path }) => {
  if (diagnostic.code !== 'schema/unknown-field') return [];
  const meant = meantField(kind.type, path, document.value);
  if (!meant) return [];
  return [{ title: `Rename to ${meant}`, edits: [{ range: document.rangeOf(path, 'key'), newText: meant }] }];
};
