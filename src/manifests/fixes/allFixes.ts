import { addVolume } from './addVolume.ts';
import type { Fixer } from './fix.ts';
import { renameField } from './renameField.ts';

/** Every quick fix: one file and one line each. */
export const allFixes: readonly Fixer[] = [renameField, addVolume];
