import { addVolume } from './addVolume.ts';
import { closeOpening } from './closeOpening.ts';
import type { Fixer, TextFixer } from './fix.ts';
import { indentWithSpaces } from './indentWithSpaces.ts';
import { nameKind } from './nameKind.ts';
import { quoteText } from './quoteText.ts';
import { removeDuplicateKey } from './removeDuplicateKey.ts';
import { renameField } from './renameField.ts';
import { writeColon } from './writeColon.ts';

/** Every quick fix for a field of a served kind: one file and one line each. */
export const allFixes: readonly Fixer[] = [renameField, addVolume];

/** The same for what is no object yet. */
export const textFixes: readonly TextFixer[] = [
  removeDuplicateKey,
  indentWithSpaces,
  closeOpening,
  writeColon,
  quoteText,
  nameKind,
];
