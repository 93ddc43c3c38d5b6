import * as vscode from 'vscode';
import { leftOutFolders } from '../manifests/leftOutFolders.ts';
import { looksLikeManifest } from '../manifests/looksLikeManifest.ts';
import { type ManifestFile, maxFileLength, readManifests, withoutTrees } from '../manifests/manifestFile.ts';
import { isManifestLanguage } from './kubernetesDocuments.ts';
import type { ManifestCache } from './manifestCache.ts';
import { throttle } from './throttle.ts';

/** Which files of a folder are looked at. */
export interface FolderSight {
  /** Whether those in folders inside are, too. */
  readonly depth: 'flat' | 'deep';
  /** More files than this are not looked at. */
  readonly fileLimit: number;
}

/** How long reading may hold the extension host at once. */
const sliceMs = 8;
/** How long to wait for the files of a new folder, and how many new ones are looked into at once. */
const newFolderMs = 500;
const maxNewFolders = 200;
const leftOutPattern = `**/{${leftOutFolders.join(',')}}/**`;

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
  /** What is to be read, one after the other: so the newest text of a file is always the one that is read last. */
  readonly #waiting = new Map<string, vscode.Uri>();
  readonly #subscription: vscode.Disposable;
  #isReading = false;
  /** All files are known by name. */
  #isListed = false;
  #isWhole = false;
  #isDisposed = false;

  constructor(uri: vscode.Uri, sight: FolderSight, cache: ManifestCache, onChange: () => void) {
    this.uri = uri;
    this.#sight = sight;
    this.#cache = cache;
    this.#onChange = onChange;
    const tellOf = (document: vscode.TextDocument) => {
      if (isManifestLanguage(document) && this.holds(document.uri)) onChange();
    };
    const subscriptions: vscode.Disposable[] = [
      vscode.workspace.onDidOpenTextDocument(tellOf),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) tellOf(document);
      }),
      vscode.workspace.onDidCloseTextDocument(tellOf),
    ];
    // Elsewhere documents are no files that somebody works on, such as old versions in a comparison.
    if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true) {
      const watcher = vscode.workspace.createFileSystemWatcher(this.#pattern('{yaml,yml,json}'));
      // One that is gone is looked at, too: then it is found missing, after whatever was read of it before.
      const look = (changed: vscode.Uri) => {
        if (this.holds(changed)) this.#readSoon([changed]);
      };
      subscriptions.push(watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look));
      if (sight.depth === 'deep') subscriptions.push(...this.#watchFolders());
      void this.#readAll();
    }
    this.#subscription = vscode.Disposable.from(...subscriptions);
  }

  /** All that is in the folder has been read; until then, and where it has too many files, what is not there may be there all the same. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether a file is one of those looked at. */
  holds(file: vscode.Uri): boolean {
    const folder = `${this.uri.toString().replace(/\/$/, '')}/`;
    const text = file.toString();
    if (!text.startsWith(folder)) return false;
    const folders = text.slice(folder.length).split('/').slice(0, -1);
    if (this.#sight.depth === 'flat') return folders.length === 0;
    return !folders.some((name) => leftOutFolders.includes(name));
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
    this.#waiting.clear();
    this.#subscription.dispose();
  }

  /** Of a folder that comes or goes VS Code tells, of the files that come or go with it not always. */
  #watchFolders(): vscode.Disposable[] {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.uri, '**'), false, true);
    let made: vscode.Uri[] = [];
    const lookInside = throttle(newFolderMs, () => {
      const folders = made.slice(0, maxNewFolders);
      made = [];
      for (const folder of folders) void this.#readFolder(folder);
    });
    const remember = (uri: vscode.Uri) => {
      if (/\.(ya?ml|json)$/.test(uri.path) || !this.holds(vscode.Uri.joinPath(uri, 'any.yaml'))) return;
      made.push(uri);
      lookInside.request();
    };
    const look = (gone: vscode.Uri) => {
      const folder = `${gone.toString()}/`;
      const inside = [...this.#files.keys()].filter((name) => name.startsWith(folder));
      if (inside.length > 0) this.#readSoon(inside.map((name) => vscode.Uri.parse(name)));
    };
    return [watcher, watcher.onDidCreate(remember), watcher.onDidDelete(look), { dispose: lookInside.cancel }];
  }

  /** Reads the files of a folder that is new; what is no folder has none. */
  async #readFolder(uri: vscode.Uri): Promise<void> {
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) === 0 || this.#isDisposed) return;
      const pattern = new vscode.RelativePattern(uri, '**/*.{yaml,yml,json}');
      const found = await vscode.workspace.findFiles(pattern, leftOutPattern, this.#sight.fileLimit);
      if (!this.#isDisposed) this.#readSoon(found);
    } catch {
      // It is gone already.
    }
  }

  #pattern(endings: string): vscode.RelativePattern {
    const names = `*.${endings}`;
    return new vscode.RelativePattern(this.uri, this.#sight.depth === 'deep' ? `**/${names}` : names);
  }

  async #readAll(): Promise<void> {
    const { fileLimit } = this.#sight;
    const found: vscode.Uri[] = [];
    try {
      // Files in JSON are every program's own: however many there are, they crowd out no YAML.
      for (const endings of ['{yaml,yml}', 'json']) {
        const left = fileLimit - found.length;
        if (left > 0) found.push(...(await vscode.workspace.findFiles(this.#pattern(endings), leftOutPattern, left)));
      }
    } catch {
      // A file system that cannot be searched: what is open is all that is known of it.
      return;
    }
    this.#isListed = found.length < fileLimit;
    this.#readSoon(found);
  }

  #readSoon(files: readonly vscode.Uri[]): void {
    for (const file of files) this.#waiting.set(file.toString(), file);
    if (!this.#isReading) void this.#readWaiting();
  }

  async #readWaiting(): Promise<void> {
    this.#isReading = true;
    let hasChanged = false;
    let sliceEndMs = performance.now() + sliceMs;
    // A Map that grows while it is walked gives what was added, too.
    for (const [name, file] of this.#waiting) {
      this.#waiting.delete(name);
      if (await this.#readFile(file)) hasChanged = true;
      if (performance.now() < sliceEndMs) continue;
      await new Promise((resolve) => setTimeout(resolve, 1));
      sliceEndMs = performance.now() + sliceMs;
    }
    this.#isReading = false;
    if (this.#isDisposed || (!hasChanged && this.#isWhole === this.#isListed)) return;
    this.#isWhole = this.#isListed;
    this.#onChange();
  }

  /** True where there is now another manifest than before, or none. */
  async #readFile(uri: vscode.Uri): Promise<boolean> {
    const name = uri.toString();
    const before = this.#files.get(name);
    const text = await textOf(uri);
    if (text === undefined || !(looksLikeManifest(text) || isKustomization(name))) return this.#files.delete(name);
    if (!before && this.#files.size >= this.#sight.fileLimit) {
      this.#isListed = false;
      return false;
    }
    this.#files.set(name, withoutTrees(readManifests(text, before)));
    return before?.text !== text;
  }
}

/** Undefined where a file is gone, or too large to be read. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > maxFileLength ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** It may make objects that others name, and often says neither kind nor version. */
function isKustomization(name: string): boolean {
  return /\/kustomization\.ya?ml$/.test(name);
}
