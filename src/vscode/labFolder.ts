import * as vscode from 'vscode';
import type { Lab } from '../labs/lab.ts';
import { UserError } from './edge.ts';
import type { LabPlace } from './labStage.ts';
import { saveFilesIn } from './unsavedFiles.ts';

/** A larger file is none of a lab. */
const maxBytes = 2_000_000;

/** Where the learner's copies of a lab's files are: in the workspace, else in the extension's own storage. */
export function labFolderOf(lab: Lab, context: vscode.ExtensionContext): vscode.Uri {
  const base = vscode.workspace.workspaceFolders?.[0]?.uri ?? context.globalStorageUri;
  return vscode.Uri.joinPath(base, 'pod-labs', lab.namespace);
}

/** The texts of the learner's files as they are saved, by path; those that are not there are left out. */
export async function learnerTexts({ entry, folder }: LabPlace): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of entry.lab.files) {
    const text = await readIfThere(vscode.Uri.joinPath(folder, path));
    if (text !== undefined) texts[path] = text;
  }
  return texts;
}

/** The lab's files that the learner does not have. */
export async function missingFiles(place: LabPlace): Promise<string[]> {
  const texts = await learnerTexts(place);
  return place.entry.lab.files.filter((path) => !Object.hasOwn(texts, path));
}

/** The starter files, by path. */
export async function starterTexts({
  entry,
  library,
}: Pick<LabPlace, 'entry' | 'library'>): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of entry.lab.files) texts[path] = await library.readFile(entry, path);
  return texts;
}

/** Puts texts where there is no file yet. What a learner has written is never overwritten here. */
export async function addTexts(texts: Readonly<Record<string, string>>, folder: vscode.Uri): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    const file = vscode.Uri.joinPath(folder, path);
    if ((await readIfThere(file)) === undefined) await writeText(file, text);
  }
}

/**
 * The files in which the learner has written something of their own that these texts would replace: not as the lab brought
 * them, nor as one of its solutions has them.
 */
export async function ownWork(texts: Readonly<Record<string, string>>, place: LabPlace): Promise<string[]> {
  const { entry, library } = place;
  const from = entry.lab.steps.flatMap(({ solution }) => solution?.files.map((file) => file.from) ?? []);
  const known = new Set<string>(Object.values(texts));
  for (const path of [...entry.lab.files, ...from]) known.add(await library.readFile(entry, path));
  const changed: string[] = [];
  for (const path of Object.keys(texts)) {
    const own = await readIfThere(vscode.Uri.joinPath(place.folder, path));
    if (own !== undefined && !known.has(own)) changed.push(path);
  }
  return changed;
}

/** Asks before what a learner has written is replaced; true where it may be. */
export async function mayReplace(texts: Readonly<Record<string, string>>, place: LabPlace): Promise<boolean> {
  // What is not saved is work too.
  await saveFilesIn(place.folder);
  const paths = await ownWork(texts, place);
  if (paths.length === 0) return true;
  const question = `Replace what you have written in ${paths.join(', ')}?`;
  const detail = 'Undo in the editor brings your version back.';
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, 'Replace')) === 'Replace';
}

/** Puts a text into a file through the editor, so that undo brings the old one back; saves it. */
export async function replaceText(file: vscode.Uri, text: string): Promise<void> {
  if ((await readIfThere(file)) === undefined) {
    await writeText(file, text);
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  if (document.getText() !== text) {
    const edit = new vscode.WorkspaceEdit();
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.replace(file, new vscode.Range(new vscode.Position(0, 0), end), text);
    await vscode.workspace.applyEdit(edit);
  }
  await document.save();
}

/** The saved text of a file; undefined where there is none. A file that cannot be read is there all the same. */
export async function readIfThere(file: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > maxBytes) throw new Error('it is too large');
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
