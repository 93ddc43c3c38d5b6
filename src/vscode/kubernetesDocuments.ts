import * as vscode from 'vscode';
import { looksLikeManifest } from '../manifests/looksLikeManifest.ts';

/** Documents that manifests are written in. */
export const manifestSelector: vscode.DocumentSelector = [{ language: 'yaml' }, { language: 'json' }];

/** How much of a document is looked at to tell whether it may hold a manifest. */
const sniffedLines = 500;

/** Whether a document is of a language that manifests are written in, and somebody's text: no old version, no output. */
export function isManifestLanguage({ languageId, uri }: vscode.TextDocument): boolean {
  return (languageId === 'yaml' || languageId === 'json') && uri.scheme !== 'git' && uri.scheme !== 'output';
}

/** A cheap look whether a document says it holds a Kubernetes manifest. */
export function mayHoldManifest(document: vscode.TextDocument): boolean {
  if (!isManifestLanguage(document)) return false;
  const end = document.lineAt(Math.min(document.lineCount, sniffedLines) - 1).range.end;
  const text = document.getText(new vscode.Range(new vscode.Position(0, 0), end)).slice(0, 200_000);
  // Files in JSON are every program's own.
  if (document.languageId === 'json') return looksLikeManifest(text);
  return /(^|[{,])[ \t]*["']?(apiVersion|kind)["']?[ \t]*:/m.test(text);
}

/** Files of other programs, by their usual names. */
const othersFiles =
  /(?:^|\/)(?:(?:docker-)?compose[^/]*|values[^/]*|Chart|\.gitlab-ci|azure-pipelines|mkdocs|_config)\.ya?ml$|\/\.(?:github|circleci|vscode)\//;

/**
 * Whether completion has something to say: in a manifest, and in a YAML file with nothing but comments and a word, which may
 * become one. Files in JSON are every program's own.
 */
export function mayBecomeManifest(document: vscode.TextDocument): boolean {
  if (mayHoldManifest(document)) return true;
  if (document.languageId !== 'yaml' || !isManifestLanguage(document) || othersFiles.test(document.uri.path))
    return false;
  const text = document.lineCount > sniffedLines ? undefined : document.getText();
  return text !== undefined && text.length < 10_000 && /^(?:[ \t]*(?:#.*|---)?\r?\n)*\w*\s*$/.test(text);
}

/** Calls the listener once, when the first document is open of which `isMeant` is true. Until then nothing needs to be loaded. */
export function onFirstDocument(
  isMeant: (document: vscode.TextDocument) => boolean,
  listener: () => void,
): vscode.Disposable {
  let done = false;
  const look = (document: vscode.TextDocument) => {
    if (done || !isMeant(document)) return;
    done = true;
    subscription.dispose();
    listener();
  };
  const subscription = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
  vscode.workspace.textDocuments.forEach(look);
  return subscription;
}
