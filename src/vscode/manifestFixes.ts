import * as vscode from 'vscode';
import { diagnose } from '../manifests/diagnostics.ts';
import { fixesFor } from '../manifests/fixes.ts';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';

/** The light bulb: ways to mend what is underlined. */
export function registerManifestFixes(cache: ManifestCache, edge: Edge): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, context) =>
      edge.quietly('offer fixes', () => {
        const ours = context.diagnostics.filter(({ source }) => source === 'Pod Labs');
        return ours.length === 0 ? [] : actionsIn(document, range, ours, cache);
      }),
  };
  return vscode.languages.registerCodeActionsProvider(manifestSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

function actionsIn(
  document: vscode.TextDocument,
  range: vscode.Range,
  shown: readonly vscode.Diagnostic[],
  cache: ManifestCache,
): vscode.CodeAction[] {
  const file = cache.read(document);
  const remarks = diagnose(file).filter((remark) => rangeIn(document, remark.range).intersection(range));
  return remarks.flatMap((remark) => {
    const fixes = fixesFor(file, remark);
    return fixes.map((fix, index) => {
      const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      for (const edit of fix.edits) action.edit.replace(document.uri, rangeIn(document, edit.range), edit.newText);
      action.diagnostics = shown.filter(({ code }) => code === remark.code);
      action.isPreferred = index === 0 && fixes.length === 1;
      return action;
    });
  });
}
