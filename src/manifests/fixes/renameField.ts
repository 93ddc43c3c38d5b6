import { meantField } from '../fieldNames.ts';
import type { Fixer } from './fix.ts';

/** Renames an unknown field to the one that it most likely meant. */
export const renameField: Fixer = {
  codes: ['schema/unknown-field'],
  offer({ document, kind, path }) {
    const meant = meantField(kind.type, path, document.value);
    if (!meant) return [];
    const edits = [{ range: document.rangeOf(path, 'key'), newText: meant }];
    return [{ title: `Rename to ${meant}`, edits, unambiguous: true }];
  },
};
