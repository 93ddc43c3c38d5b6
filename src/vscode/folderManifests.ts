import * as vscode from 'vscode';
import { type ManifestDocument, type ManifestFile, readManifests } from '../manifests/manifestFile.ts';
import { openDocument } from './diagramShown.ts';
import { isYaml } from './kubernetesDocuments.ts';
import { ManifestCache } from './manifestCache.ts';

/** More files of a folder than this are not looked at. */
const fileLimit = 40;
const yamlFiles = '*.{yaml,yml,json}';

/** A manifest, and the file that it stands in. */
export interface PlacedManifest {
  readonly uri: string;
  readonly manifest: ManifestDocument;
}

/**
 * The manifests of a file and of those beside it in its folder, as they are written now: what is open with what is not saved yet,
 * the rest from the disk. Follows them.
 */
export class FolderManifests implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #onChange: () => void;
  readonly #cache = new ManifestCache();
  /** The other files, by their URIs, as they are on the disk. */
  readonly #files = new Map<string, ManifestFile>();
  readonly #subscription: vscode.Disposable;
  #isDisposed = false;

  constructor(uri: vscode.Uri, onChange: () => void) {
    this.#uri = uri;
    this.#onChange = onChange;
    const folder = vscode.Uri.joinPath(uri, '..');
    const isHere = (other: vscode.Uri) => vscode.Uri.joinPath(other, '..').toString() === folder.toString();
    const subscriptions: vscode.Disposable[] = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isHere(document.uri)) onChange();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (isHere(document.uri)) onChange();
      }),
    ];
    if (uri.scheme === 'file' || uri.scheme === 'vscode-remote') {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, yamlFiles));
      const read = (changed: vscode.Uri) => void this.#readFile(changed).then(onChange);
      const forget = (gone: vscode.Uri) => {
        this.#files.delete(gone.toString());
        onChange();
      };
      subscriptions.push(watcher, watcher.onDidCreate(read), watcher.onDidChange(read), watcher.onDidDelete(forget));
      void this.#readFolder(folder);
    }
    this.#subscription = vscode.Disposable.from(...subscriptions);
  }

  /** The file's own first, then those of the other files in the order of their names. */
  all(): PlacedManifest[] {
    const own = this.#uri.toString();
    const others = [...this.#files.keys()].filter((uri) => uri !== own).sort();
    return [own, ...others].flatMap((uri) =>
      (this.#fileOf(uri)?.documents ?? []).map((manifest) => ({ uri, manifest })),
    );
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
  }

  #fileOf(uri: string): ManifestFile | undefined {
    const open = openDocument(uri);
    return open && isYaml(open) ? this.#cache.read(open) : this.#files.get(uri);
  }

  async #readFolder(folder: vscode.Uri): Promise<void> {
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, yamlFiles), null, fileLimit);
    await Promise.all(found.map((uri) => this.#readFile(uri)));
    if (!this.#isDisposed) this.#onChange();
  }

  async #readFile(uri: vscode.Uri): Promise<void> {
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      this.#files.set(uri.toString(), readManifests(text, this.#files.get(uri.toString())));
    } catch {
      this.#files.delete(uri.toString());
    }
  }
}
