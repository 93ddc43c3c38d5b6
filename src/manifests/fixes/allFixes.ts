import { addRequest } from './addRequest.ts';
import { addRequired } from './addRequired.ts';
import { addUnit } from './addUnit.ts';
import { addVolume } from './addVolume.ts';
import { agreeLabels } from './agreeLabels.ts';
import { chooseValue } from './chooseValue.ts';
import { closeOpening } from './closeOpening.ts';
import { correctImageName } from './correctImageName.ts';
import { cronFields } from './cronFields.ts';
import type { Fixer, TextFixer } from './fix.ts';
import { indentWithSpaces } from './indentWithSpaces.ts';
import { joinScript } from './joinScript.ts';
import { leaveReplicas } from './leaveReplicas.ts';
import { letOnePodGo } from './letOnePodGo.ts';
import { letPodEnd } from './letPodEnd.ts';
import { makeList } from './makeList.ts';
import { makeObject } from './makeObject.ts';
import { makeSidecar } from './makeSidecar.ts';
import { meantQuantity } from './meantQuantity.ts';
import { mendName } from './mendName.ts';
import { moveSidecar } from './moveSidecar.ts';
import { moveUnknownField } from './moveUnknownField.ts';
import { moveVariableDown } from './moveVariableDown.ts';
import { nameKind } from './nameKind.ts';
import { oldField } from './oldField.ts';
import { plainValue } from './plainValue.ts';
import { quoteText } from './quoteText.ts';
import { quoteValue } from './quoteValue.ts';
import { raiseGracePeriod } from './raiseGracePeriod.ts';
import { removeDuplicateKey } from './removeDuplicateKey.ts';
import { removeForbidden } from './removeForbidden.ts';
import { removeUnknownField } from './removeUnknownField.ts';
import { renameField } from './renameField.ts';
import { replaceDeprecated } from './replaceDeprecated.ts';
import { requestWithinLimit } from './requestWithinLimit.ts';
import { secretData } from './secretData.ts';
import { selectNearest } from './selectNearest.ts';
import { splitCommand } from './splitCommand.ts';
import { takeAdvice } from './takeAdvice.ts';
import { targetGroup } from './targetGroup.ts';
import { tellApart } from './tellApart.ts';
import { withinBounds } from './withinBounds.ts';
import { wrapInShell } from './wrapInShell.ts';
import { writeColon } from './writeColon.ts';
import { writeInstead } from './writeInstead.ts';

/** Every quick fix for a field of a served kind: one file and one line each. */
export const allFixes: readonly Fixer[] = [
  renameField,
  oldField,
  moveUnknownField,
  removeUnknownField,
  quoteValue,
  plainValue,
  makeList,
  makeObject,
  meantQuantity,
  secretData,
  addVolume,
  addRequired,
  chooseValue,
  mendName,
  agreeLabels,
  requestWithinLimit,
  withinBounds,
  tellApart,
  cronFields,
  targetGroup,
  removeForbidden,
  replaceDeprecated,
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
  writeInstead,
  selectNearest,
  addRequest,
  leaveReplicas,
  letOnePodGo,
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
