import * as vscode from 'vscode';
import { diagnose } from '../manifests/diagnostics.ts';
import type { ManifestDiagnostic } from '../manifests/manifestFile.ts';
import type { Edge } from './edge.ts';
import { isYaml } from './kubernetesDocuments.ts';
import { type ManifestCache, rangeIn } from './manifestCache.ts';

/** How long to wait after a key press, so that half a word is not called wrong. */
const quietMs = 250;
/** More remarks than this in one file help nobody. */
const maxDiagnostics = 200;

/** Underlines what the API server would refuse, and what it would take but is surely not meant. */
export function registerManifestDiagnostics(cache: ManifestCache, edge: Edge): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('podLabs');
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const check = (document: vscode.TextDocument) => {
    if (document.isClosed) return;
    void edge.quietly('check a manifest', () => {
      const found = diagnose(cache.read(document));
      const shown = found.slice(0, maxDiagnostics).map((remark) => diagnosticOf(document, remark));
      collection.set(document.uri, shown);
    });
  };
  const checkSoon = (document: vscode.TextDocument, delayMs: number) => {
    if (!isYaml(document)) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    const run = () => {
      waiting.delete(key);
      check(document);
    };
    waiting.set(key, setTimeout(run, delayMs));
  };
  const forget = (document: vscode.TextDocument) => {
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    collection.delete(document.uri);
    cache.forget(document);
  };

  for (const document of vscode.workspace.textDocuments) checkSoon(document, 0);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => checkSoon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => checkSoon(document, quietMs)),
    vscode.workspace.onDidCloseTextDocument(forget),
    { dispose: () => waiting.forEach((timer) => void clearTimeout(timer)) },
  );
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

function diagnosticOf(document: vscode.TextDocument, remark: ManifestDiagnostic): vscode.Diagnostic {
  const text =
    remark.path && !remark.message.includes(remark.path) ? `${remark.path}: ${remark.message}` : remark.message;
  const diagnostic = new vscode.Diagnostic(rangeIn(document, remark.range), text, severities[remark.severity]);
  diagnostic.source = 'Pod Labs';
  diagnostic.code = remark.code;
  return diagnostic;
}
