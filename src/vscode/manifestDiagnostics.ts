import * as vscode from 'vscode';
import { diagnose } from '../manifests/diagnostics.ts';
import { ClosedFileDiagnostics } from './closedFileDiagnostics.ts';
import { isManifestLanguage } from './kubernetesDocuments.ts';
import { rangeIn } from './manifestCache.ts';
import { type DiagnosticsOptions, diagnosticOf } from './shownDiagnostic.ts';

/** How long to wait after a key press, so that half a word is not called wrong. */
const quietMs = 250;
/** More remarks than this in one file help nobody. */
const maxDiagnostics = 200;

/** Underlines what the API server would refuse, what does not fit together, and what is surely not meant. */
export function registerManifestDiagnostics(options: DiagnosticsOptions): vscode.Disposable {
  const { cache, workspace, pages, edge } = options;
  const collection = vscode.languages.createDiagnosticCollection('podLabs');
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const closedFiles = new ClosedFileDiagnostics(options, collection);

  const check = (document: vscode.TextDocument) => {
    if (document.isClosed) return;
    void edge.quietly('check a manifest', () => {
      const found = diagnose(cache.read(document), {
        around: workspace.around(document),
        severities: options.severitiesFor(document.uri),
      });
      const shown = found
        .slice(0, maxDiagnostics)
        .map((remark) => diagnosticOf(remark, rangeIn(document, remark.range), pages));
      collection.set(document.uri, shown);
    });
  };
  const checkSoon = (document: vscode.TextDocument, delayMs: number) => {
    if (!isManifestLanguage(document)) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    const run = () => {
      waiting.delete(key);
      check(document);
    };
    waiting.set(key, setTimeout(run, delayMs));
  };
  const checkAll = (delayMs: number) => {
    for (const document of vscode.workspace.textDocuments) checkSoon(document, delayMs);
    closedFiles.checkLater();
  };
  const checkAround = () => {
    // One that waits for its check already is not put off again, and sees then what there is.
    for (const document of vscode.workspace.textDocuments)
      if (!waiting.has(document.uri.toString())) checkSoon(document, quietMs);
    closedFiles.checkLater();
  };
  const forget = (document: vscode.TextDocument) => {
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    collection.delete(document.uri);
    cache.forget(document);
  };

  checkAll(0);
  return vscode.Disposable.from(
    collection,
    closedFiles,
    vscode.workspace.onDidOpenTextDocument((document) => checkSoon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) checkSoon(document, quietMs);
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('podLabs.diagnostics')) checkAll(0);
    }),
    workspace.onDidChange(checkAround),
    { dispose: () => waiting.forEach((timer) => void clearTimeout(timer)) },
  );
}
