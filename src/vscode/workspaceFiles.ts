import * as vscode from 'vscode';
import { UserError } from './edge.ts';

/** Larger files are not read: no manifest is that large. */
const maxBytes = 5_000_000;

/** What an open lab changes for the commands of its window. */
export interface LabSurroundings {
  readonly folder: vscode.Uri;
  readonly namespace: string;
}

/** The files that commands name: relative to the open lab's folder, else to the workspace's first folder. */
export class WorkspaceFiles {
  /** What kubectl's context says in this window: what names no Namespace means this one. A lab has its own. */
  readonly kubectlContext = { namespace: 'default' };
  readonly #changed = new vscode.EventEmitter<void>();
  #lab: LabSurroundings | undefined;

  /** A lab has opened or closed. */
  readonly onDidChangeLab = this.#changed.event;

  /** A lab opens: relative paths begin in its folder, and kubectl is in its Namespace. */
  enterLab(lab: LabSurroundings): void {
    this.#lab = lab;
    this.kubectlContext.namespace = lab.namespace;
    this.#changed.fire();
  }

  /** The lab with that folder closes, if it is the open one. */
  leaveLab(folder: vscode.Uri): void {
    if (this.#lab?.folder.toString() !== folder.toString()) return;
    if (this.kubectlContext.namespace === this.#lab.namespace) this.kubectlContext.namespace = 'default';
    this.#lab = undefined;
    this.#changed.fire();
  }

  /** Whether a file is one of the open lab's. */
  isOfLab(file: vscode.Uri): boolean {
    return this.#lab !== undefined && file.toString().startsWith(`${this.#lab.folder.toString()}/`);
  }

  /** Where relative paths begin. */
  get folder(): vscode.Uri | undefined {
    return this.#lab?.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  }

  /** The text of a saved file; rejects with a sentence for the user. */
  async read(path: string): Promise<string> {
    if (/^https?:\/\//.test(path)) {
      throw new UserError(`${path}: Pod Labs works without a network. Save the manifest as a file and use its name.`);
    }
    const uri = await this.#find(path);
    if (!uri) throw new UserError(`the path "${path}" does not exist`);
    const stat = await vscode.workspace.fs.stat(uri);
    if (stat.size > maxBytes) throw new UserError(`${path} is too large for a manifest`);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  }

  /** The manifests in a folder, sorted; undefined where the path is no folder. */
  async listManifests(path: string): Promise<readonly string[] | undefined> {
    const uri = await this.#find(path);
    if (!uri) return undefined;
    const stat = await vscode.workspace.fs.stat(uri);
    if ((stat.type & vscode.FileType.Directory) === 0) return undefined;
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && /\.(ya?ml|json)$/.test(name))
      .map(([name]) => `${path.replace(/\/$/, '')}/${name}`)
      .sort();
  }

  /** A sentence where the editor holds changes of the file that are not saved; kubectl reads the saved text. */
  noteOnUnsaved(path: string): string | undefined {
    const candidates = this.#candidates(path).map(String);
    const unsaved = vscode.workspace.textDocuments.find(
      (document) => document.isDirty && candidates.includes(document.uri.toString()),
    );
    return unsaved && `note: ${path} has unsaved changes in the editor; this reads the saved file (save with Ctrl+S)`;
  }

  /** How a command names a file: relative where it can be. */
  nameOf(uri: vscode.Uri): string {
    const base = this.folder?.path.replace(/\/$/, '');
    const name = base && uri.path.startsWith(`${base}/`) ? uri.path.slice(base.length + 1) : uri.fsPath;
    return /^[\w./@%+,:-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
  }

  async #find(path: string): Promise<vscode.Uri | undefined> {
    for (const uri of this.#candidates(path)) {
      try {
        await vscode.workspace.fs.stat(uri);
        return uri;
      } catch {
        // Perhaps the next one.
      }
    }
    return undefined;
  }

  #candidates(path: string): vscode.Uri[] {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    if (/^([/\\]|[A-Za-z]:[/\\])/.test(path)) {
      return [workspace && workspace.scheme !== 'file' ? workspace.with({ path }) : vscode.Uri.file(path)];
    }
    return [this.#lab?.folder, workspace].flatMap((folder) => (folder ? [vscode.Uri.joinPath(folder, path)] : []));
  }
}
