import * as vscode from 'vscode';
import type { LabFile } from '../labs/labFile.ts';
import type { LabSurroundings } from '../labs/labReading.ts';

/** So many files are looked at in a lab's folder. */
const fileLimit = 500;

/** Reads the text of a `lab.md` with all that surrounds it: the files of its folder, and the other labs. */
export async function readLabSource(file: vscode.Uri, text: string): Promise<LabFile> {
  const { parseLab } = await import('../labs/labFile.ts');
  return parseLab(text, file.path, await surroundingsOf(file));
}

async function surroundingsOf(file: vscode.Uri): Promise<LabSurroundings> {
  const folder = vscode.Uri.joinPath(file, '..');
  const files = new Set<string>();
  await collectFiles(folder, '', files);
  const root = vscode.Uri.joinPath(folder, '..', '..');
  const labs = new Set<string>();
  for (const track of await foldersIn(root)) {
    for (const name of await foldersIn(vscode.Uri.joinPath(root, track))) labs.add(`${track}/${name}`);
  }
  return { files, labs };
}

async function collectFiles(folder: vscode.Uri, prefix: string, found: Set<string>): Promise<void> {
  for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
    if (found.size >= fileLimit) return;
    if ((type & vscode.FileType.Directory) !== 0) {
      await collectFiles(vscode.Uri.joinPath(folder, name), `${prefix}${name}/`, found);
    } else found.add(prefix + name);
  }
}

/** The names of the folders in a folder. */
export async function foldersIn(parent: vscode.Uri): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(parent);
  return entries.filter(([, type]) => (type & vscode.FileType.Directory) !== 0).map(([name]) => name);
}
