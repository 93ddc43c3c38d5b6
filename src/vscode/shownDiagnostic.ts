import * as vscode from 'vscode';
import type { ManifestDiagnostic } from '../manifests/manifestFile.ts';
import type { Severity } from '../manifests/rules/rule.ts';
import type { Edge } from './edge.ts';
import type { ManifestCache } from './manifestCache.ts';
import type { RulePages } from './rulePages.ts';
import type { WorkspaceManifests } from './workspaceManifests.ts';

/** What diagnostics are made with. */
export interface DiagnosticsOptions {
  readonly cache: ManifestCache;
  readonly workspace: WorkspaceManifests;
  readonly pages: RulePages;
  /** How loudly rules speak in a file. */
  readonly severitiesFor: (file: vscode.Uri) => ReadonlyMap<string, Severity | 'off'>;
  readonly edge: Edge;
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** Letters of a message: the API server's repeat what is written, however long it is. */
const maxLength = 2_000;

/** A remark in VS Code's form; its code leads to the rule's page, if it has one. */
export function diagnosticOf(remark: ManifestDiagnostic, range: vscode.Range, pages: RulePages): vscode.Diagnostic {
  const isRule = /^(relation|advice)\//.test(remark.code);
  const isNamed = isRule || !remark.path || remark.message.includes(remark.path);
  const text = isNamed ? remark.message : `${remark.path}: ${remark.message}`;
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  const diagnostic = new vscode.Diagnostic(range, shown, severities[remark.severity]);
  diagnostic.source = 'Pod Labs';
  const target = pages.pageOf(remark.code);
  diagnostic.code = target ? { value: remark.code, target } : remark.code;
  return diagnostic;
}
