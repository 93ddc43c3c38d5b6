import { addUnit } from './addUnit.ts';
import { addVolume } from './addVolume.ts';
import { closeOpening } from './closeOpening.ts';
import { correctImageName } from './correctImageName.ts';
import type { Fixer, TextFixer } from './fix.ts';
import { indentWithSpaces } from './indentWithSpaces.ts';
import { joinScript } from './joinScript.ts';
import { letPodEnd } from './letPodEnd.ts';
import { makeSidecar } from './makeSidecar.ts';
import { moveSidecar } from './moveSidecar.ts';
import { moveVariableDown } from './moveVariableDown.ts';
import { nameKind } from './nameKind.ts';
import { quoteText } from './quoteText.ts';
import { raiseGracePeriod } from './raiseGracePeriod.ts';
import { removeDuplicateKey } from './removeDuplicateKey.ts';
import { renameField } from './renameField.ts';
import { splitCommand } from './splitCommand.ts';
import { takeAdvice } from './takeAdvice.ts';
import { wrapInShell } from './wrapInShell.ts';
import { writeColon } from './writeColon.ts';

/** Every quick fix for a field of a served kind: one file and one line each. */
export const allFixes: readonly Fixer[] = [
  renameField,
  addVolume,
  moveSidecar,
  makeSidecar,
  splitCommand,
  wrapInShell,
  joinScript,
  moveVariableDown,
  addUnit,
  raiseGracePeriod,
  letPodEnd,
  correctImageName,
  takeAdvice,
];

/** The same for what is no object yet. */
export const textFixes: readonly TextFixer[] = [
  removeDuplicateKey,
  indentWithSpaces,
  closeOpening,
  writeColon,
  quoteText,
  nameKind,
];
