import * as vscode from 'vscode';
import { UserError } from './edge.ts';
import type { LabLibrary, ShippedLab } from './labLibrary.ts';

/** Where the learner's copies of a lab's files are: in the workspace, else in the extension's own storage. */
export function labFolderOf({ lab }: ShippedLab, context: vscode.ExtensionContext): vscode.Uri {
  const base = vscode.workspace.workspaceFolders?.[0]?.uri ?? context.globalStorageUri;
  const name = lab.id.split('/').at(-1) ?? lab.id;
  return vscode.Uri.joinPath(base, 'pod-labs', name);
}

/** Copies the starter files that are not there yet. What a learner has written is never overwritten here. */
export async function copyStarterFiles(entry: ShippedLab, library: LabLibrary, target: vscode.Uri): Promise<void> {
  for (const path of entry.lab.files) {
    const file = vscode.Uri.joinPath(target, path);
    if ((await readIfThere(file)) === undefined) await writeText(file, await library.readFile(entry, path));
  }
}

/** The files of the learner that differ from the starter files. */
export async function changedFiles(entry: ShippedLab, library: LabLibrary, target: vscode.Uri): Promise<string[]> {
  const changed: string[] = [];
  for (const path of entry.lab.files) {
    const own = await readIfThere(vscode.Uri.joinPath(target, path));
    if (own !== undefined && own !== (await library.readFile(entry, path))) changed.push(path);
  }
  return changed;
}

/** Puts a text into a file through the editor, so that undo brings the old one back; saves it. */
export async function replaceText(file: vscode.Uri, text: string): Promise<void> {
  if ((await readIfThere(file)) === undefined) {
    await writeText(file, text);
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(file, new vscode.Range(new vscode.Position(0, 0), end), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** The saved text of a file; undefined where there is none. A file that cannot be read is there all the same. */
export async function readIfThere(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw new UserError(`${file.fsPath} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function writeText(file: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
}
