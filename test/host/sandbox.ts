// What tests inside VS Code need again and again.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PodLabs } from '../../src/extension.ts';

/** Waits until a look gives something; fails with a sentence when it never does. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs = 15_000,
): Promise<Exclude<T, false | undefined | null>> {
  const endMs = Date.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen as Exclude<T, false | undefined | null>;
    if (Date.now() > endMs) assert.fail(`it never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The extension under test. */
export function extension(): vscode.Extension<PodLabs> {
  const found = vscode.extensions.getExtension<PodLabs>('pod-labs.pod-labs');
  assert.ok(found, 'the extension is there');
  return found;
}

/** The workspace's folder. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return folder.uri;
}

let filesMade = 0;

/**
 * Opens a new YAML file with this text in an editor, in a folder of its own: files beside it would belong to it. Not an untitled one:
 * VS Code gives those names to others again.
 */
export async function openYaml(content: string): Promise<vscode.TextDocument> {
  filesMade += 1;
  const file = vscode.Uri.joinPath(workspaceFolder(), 'scratch', `${filesMade}-${Date.now()}`, 'manifest.yaml');
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Our diagnostics of a document. */
export function remarksOn(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Pod Labs');
}

/** Where a text begins in a document. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `the document holds ${text}`);
  return document.positionAt(offset);
}

/** Puts another text into a document. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Saves and closes all editors. */
export async function closeEditors(): Promise<void> {
  await vscode.workspace.saveAll(false);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
