import * as vscode from 'vscode';
import { looksLikeManifest } from '../manifests/looksLikeManifest.ts';
import { type ManifestFile, maxFileLength, readManifests, withoutTrees } from '../manifests/manifestFile.ts';
import { isManifestLanguage } from './kubernetesDocuments.ts';
import type { ManifestCache } from './manifestCache.ts';

/** Which files of a folder are looked at. */
export interface FolderSight {
  /** Whether those in folders inside are, too. */
  readonly depth: 'flat' | 'deep';
  /** More files than this are not looked at. */
  readonly fileLimit: number;
}

/** How long reading may hold the extension host at once. */
const sliceMs = 8;
const dependencies = '**/{node_modules,.git,.terraform,vendor,__pycache__}/**';

/**
 * The manifests of a folder as they are written now: what is open with what is not saved yet, the rest from the disk. Follows them.
 * Files that hold no manifest are not kept.
 */
export class ManifestFolder implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly #sight: FolderSight;
  readonly #cache: ManifestCache;
  readonly #onChange: () => void;
  /** As they are on the disk, by their URIs. */
  readonly #files = new Map<string, ManifestFile>();
  readonly #subscription: vscode.Disposable;
  #isDisposed = false;

  constructor(uri: vscode.Uri, sight: FolderSight, cache: ManifestCache, onChange: () => void) {
    this.uri = uri;
    this.#sight = sight;
    this.#cache = cache;
    this.#onChange = onChange;
    const tellOf = (changed: vscode.Uri) => {
      if (this.holds(changed)) onChange();
    };
    const subscriptions: vscode.Disposable[] = [
      vscode.workspace.onDidOpenTextDocument((document) => tellOf(document.uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => tellOf(document.uri)),
      vscode.workspace.onDidCloseTextDocument((document) => tellOf(document.uri)),
    ];
    if (uri.scheme === 'file' || uri.scheme === 'vscode-remote' || uri.scheme === 'vscode-vfs') {
      const watcher = vscode.workspace.createFileSystemWatcher(this.#pattern());
      const read = (changed: vscode.Uri) => {
        if (this.holds(changed)) void this.#readFile(changed).then(() => this.#tell());
      };
      const forget = (gone: vscode.Uri) => {
        this.#files.delete(gone.toString());
        this.#tell();
      };
      subscriptions.push(watcher, watcher.onDidCreate(read), watcher.onDidChange(read), watcher.onDidDelete(forget));
      void this.#readAll();
    }
    this.#subscription = vscode.Disposable.from(...subscriptions);
  }

  /** Whether a file is one of those looked at. */
  holds(file: vscode.Uri): boolean {
    const folder = `${this.uri.toString().replace(/\/$/, '')}/`;
    const text = file.toString();
    if (!text.startsWith(folder) || /\/(node_modules|\.git)\//.test(text)) return false;
    return this.#sight.depth === 'deep' || !text.slice(folder.length).includes('/');
  }

  /** By their URIs, in the order of these. */
  files(): Map<string, ManifestFile> {
    const found = new Map(this.#files);
    for (const document of vscode.workspace.textDocuments) {
      if (!isManifestLanguage(document) || !this.holds(document.uri)) continue;
      found.set(document.uri.toString(), this.#cache.read(document));
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
  }

  #pattern(): vscode.RelativePattern {
    const names = '*.{yaml,yml,json}';
    return new vscode.RelativePattern(this.uri, this.#sight.depth === 'deep' ? `**/${names}` : names);
  }

  #tell(): void {
    if (!this.#isDisposed) this.#onChange();
  }

  async #readAll(): Promise<void> {
    const found = await vscode.workspace.findFiles(this.#pattern(), dependencies, this.#sight.fileLimit);
    let sliceEndMs = performance.now() + sliceMs;
    for (const uri of found) {
      if (this.#isDisposed) return;
      await this.#readFile(uri);
      if (performance.now() < sliceEndMs) continue;
      await new Promise((resolve) => setTimeout(resolve, 1));
      sliceEndMs = performance.now() + sliceMs;
    }
    this.#tell();
  }

  async #readFile(uri: vscode.Uri): Promise<void> {
    const name = uri.toString();
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const text = size > maxFileLength ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      if (looksLikeManifest(text) || isKustomization(name)) {
        this.#files.set(name, withoutTrees(readManifests(text, this.#files.get(name))));
      } else this.#files.delete(name);
    } catch {
      this.#files.delete(name);
    }
  }
}

/** It may make objects that others name, and often says neither kind nor version. */
function isKustomization(name: string): boolean {
  return /\/kustomization\.ya?ml$/.test(name);
}
