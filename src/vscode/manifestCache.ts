import * as vscode from 'vscode';
import { type ManifestFile, readManifests } from '../manifests/manifestFile.ts';
import type { TextRange } from '../manifests/textRange.ts';

/** What the manifests of open documents say, read once per version; unchanged parts are taken over from the version before. */
export class ManifestCache {
  readonly #files = new Map<string, { version: number; file: ManifestFile }>();

  read(document: vscode.TextDocument): ManifestFile {
    const key = document.uri.toString();
    const known = this.#files.get(key);
    if (known?.version === document.version) return known.file;
    const file = readManifests(document.getText(), known?.file);
    this.#files.set(key, { version: document.version, file });
    return file;
  }

  forget(document: vscode.TextDocument): void {
    this.#files.delete(document.uri.toString());
  }
}

/** Offsets to VS Code's lines and columns. */
export function rangeIn(document: vscode.TextDocument, range: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}
