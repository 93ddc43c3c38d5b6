import * as vscode from 'vscode';

/** Saves what the editor holds of the files in a folder: commands and checks read saved files. */
export async function saveFilesIn(folder: vscode.Uri): Promise<void> {
  const below = `${folder.toString()}/`;
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.toString().startsWith(below),
  );
  for (const document of unsaved) await document.save();
}
