import * as vscode from 'vscode';
import { diagnose } from '../manifests/diagnostics.ts';
import { difference } from '../manifests/edits/applyEdits.ts';
import type { TextEdit } from '../manifests/edits/textEdit.ts';
import { fixAll } from '../manifests/fixAll.ts';
import { silenceFix } from '../manifests/fixes/silence.ts';
import { fixesFor } from '../manifests/fixes.ts';
import type { ManifestDiagnostic } from '../manifests/manifestFile.ts';
import type { Edge } from './edge.ts';
import { manifestSelector } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';
import { codeOf, explanationsOf } from './ruleExplanation.ts';
import type { RulePages } from './rulePages.ts';
import type { DiagnosticsOptions } from './shownDiagnostic.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

export interface ManifestFixesOptions {
  readonly cache: ManifestCache;
  readonly workspace: WorkspaceManifests;
  readonly pages: RulePages;
  /** How loudly rules speak in a file. */
  readonly severitiesFor: DiagnosticsOptions['severitiesFor'];
  readonly edge: Edge;
}

/** What mends all of a file at once; `editor.codeActionsOnSave` may name it. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('podLabs');

/** All problems of one rule, whose edits are made when somebody asks for them. */
class FixAllOfRule extends vscode.CodeAction {
  readonly document: vscode.TextDocument;
  readonly rule: string;

  constructor(document: vscode.TextDocument, rule: string) {
    super(`Fix all ${rule} in this file`, vscode.CodeActionKind.QuickFix);
    this.document = document;
    this.rule = rule;
  }
}

/** The light bulb: ways to mend what is underlined, or to silence it; and the source action that mends all of a file. */
export function registerManifestFixes(options: ManifestFixesOptions): vscode.Disposable {
  const { cache, workspace, pages, severitiesFor, edge } = options;
  const optionsFor = (document: vscode.TextDocument) => ({
    around: workspace.around(document),
    severities: severitiesFor(document.uri),
  });

  const quickFixes = (document: vscode.TextDocument, range: vscode.Range, shown: readonly vscode.Diagnostic[]) => {
    const file = cache.read(document);
    const options = optionsFor(document);
    const remarks = diagnose(file, options);
    const here = remarks.filter((remark) => rangeIn(document, remark.range).intersection(range));
    return here.map((remark) => {
      const fixes = fixesFor(file, remark, options.around);
      const certain = fixes.filter(({ unambiguous }) => unambiguous);
      const actions = fixes.map((fix) => {
        const action = actionOf(document, fix.title, fix.edits);
        action.isPreferred = certain.length === 1 && fix === certain[0];
        return action;
      });
      const silencing = silenceFix(file, remark).map((fix) => actionOf(document, fix.title, fix.edits));
      const isOften = remarks.filter(({ code }) => code === remark.code).length > 1;
      const ofRule = certain.length > 0 && isOften ? [new FixAllOfRule(document, remark.code)] : [];
      for (const action of [...actions, ...ofRule, ...silencing])
        action.diagnostics = diagnosticsOf(shown, document, remark);
      return { mending: [...actions, ...ofRule], silencing };
    });
  };

  const mendAll = (document: vscode.TextDocument, code?: string): TextEdit[] => {
    const file = cache.read(document);
    return difference(file.text, fixAll(file, { ...optionsFor(document), ...(code !== undefined && { code }) }));
  };

  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (document, range, { only, diagnostics }) =>
      edge.quietly('offer fixes', () => {
        // Only who asks for source actions gets them: it takes a while to make them.
        if (only && (vscode.CodeActionKind.Source.contains(only) || only.contains(fixAllKind))) {
          if (!only.contains(fixAllKind)) return [];
          const edits = mendAll(document);
          if (edits.length === 0) return [];
          const action = actionOf(document, 'Fix all of this manifest file', edits);
          action.kind = fixAllKind;
          return [action];
        }
        const ours = diagnostics.filter(({ source }) => source === 'Pod Labs');
        if (ours.length === 0) return [];
        const found = quickFixes(document, range, ours);
        const mending = distinct(found.flatMap((one) => one.mending));
        // Who only looks what can be done and presses Enter shall not silence a rule by that.
        return [...mending, ...explanationsOf(ours, pages), ...found.flatMap(({ silencing }) => silencing)];
      }),
    resolveCodeAction: (action) =>
      edge.quietly('fix all of a rule', () => {
        if (action instanceof FixAllOfRule) {
          action.edit = editOf(action.document, mendAll(action.document, action.rule));
        }
        return action;
      }),
  };
  return vscode.languages.registerCodeActionsProvider(manifestSelector, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  });
}

function actionOf(document: vscode.TextDocument, title: string, edits: readonly TextEdit[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = editOf(document, edits);
  return action;
}

function editOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(document.uri, rangeIn(document, range), newText);
  return edit;
}

/** The shown diagnostics that a remark stands for. */
function diagnosticsOf(
  shown: readonly vscode.Diagnostic[],
  document: vscode.TextDocument,
  remark: ManifestDiagnostic,
): vscode.Diagnostic[] {
  const range = rangeIn(document, remark.range);
  return shown.filter((one) => codeOf(one) === remark.code && one.range.isEqual(range));
}

/** What two diagnostics of one rule both offer stands in the list once. */
function distinct(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const rules = new Set<string>();
  return actions.filter((action) => {
    if (!(action instanceof FixAllOfRule)) return true;
    const isNew = !rules.has(action.rule);
    rules.add(action.rule);
    return isNew;
  });
}
