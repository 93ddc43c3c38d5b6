import * as vscode from 'vscode';
import type { ManifestFile } from '../manifests/manifestFile.ts';
import { ManifestSet } from '../manifests/manifestSet.ts';
import type { ClusterObjects } from './clusterObjects.ts';
import { isManifestLanguage } from './kubernetesDocuments.ts';
import type { ManifestCache } from './manifestCache.ts';
import { type FolderSight, ManifestFolder } from './manifestFolder.ts';
import { throttle } from './throttle.ts';

/** A folder that is open in the window is looked at whole; of a file from elsewhere its neighbours are. */
const workspaceSight: FolderSight = { depth: 'deep', fileLimit: 3_000 };
const neighbourSight: FolderSight = { depth: 'flat', fileLimit: 100 };
/** How long to wait after a change before telling of it. */
const quietMs = 200;

/** The manifests around a file, and its name among them. */
export interface Around {
  readonly set: ManifestSet;
  readonly file: string;
}

interface FolderSets {
  readonly folder: ManifestFolder;
  /** What was made of it since its last change, by the Namespace of what names none. */
  readonly sets: Map<string, ManifestSet>;
}

export interface WorkspaceManifestsOptions {
  readonly cache: ManifestCache;
  readonly objects: ClusterObjects;
  /** Where what names no Namespace goes when it is applied from here. */
  readonly namespaceFor: (file: vscode.Uri) => string;
  readonly onDidChangeNamespace: vscode.Event<void>;
}

/**
 * The manifests that belong together, as they are written now: those of each open folder, and those beside a file from elsewhere.
 * What a running cluster has besides is among them.
 */
export class WorkspaceManifests implements vscode.Disposable {
  readonly #options: WorkspaceManifestsOptions;
  readonly #folders = new Map<string, FolderSets>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #tell = throttle(quietMs, () => this.#changed.fire());
  readonly #subscription: vscode.Disposable;

  /** Something that may be around some file has changed; told a little later, and once for several changes. */
  readonly onDidChange = this.#changed.event;

  constructor(options: WorkspaceManifestsOptions) {
    this.#options = options;
    this.#subscription = vscode.Disposable.from(
      options.objects.onDidChange(() => {
        for (const entry of this.#folders.values()) entry.sets.clear();
        this.#tell.request();
      }),
      options.onDidChangeNamespace(() => this.#tell.request()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forgetFolders()),
      vscode.workspace.onDidCloseTextDocument(() => this.#forgetUnused()),
    );
    this.#lookAtWorkspace();
  }

  /** What is around a document now. */
  around(document: vscode.TextDocument): Around {
    const file = document.uri.toString();
    if (document.isUntitled || !isManifestLanguage(document)) {
      const files: [string, ManifestFile][] = [[file, this.#options.cache.read(document)]];
      return { set: new ManifestSet(files, { world: 'open' }), file };
    }
    return this.aroundFile(document.uri);
  }

  /** What is around a file that need not be open. */
  aroundFile(uri: vscode.Uri): Around {
    const file = uri.toString();
    const namespace = this.#options.namespaceFor(uri);
    const { folder, sets } = this.#folderOf(uri);
    let set = sets.get(namespace);
    if (!set) {
      // Before all is read nothing is missed.
      const world = folder.isWhole ? 'closed' : 'open';
      set = new ManifestSet(folder.files(), { world, namespace, beside: this.#options.objects.documents() });
      sets.set(namespace, set);
    }
    return { set, file };
  }

  /** The files of the open folders that hold manifests. */
  files(): Map<string, ManifestFile> {
    const open = vscode.workspace.workspaceFolders ?? [];
    return new Map(open.flatMap(({ uri }) => [...this.#entry(uri, workspaceSight).folder.files()]));
  }

  dispose(): void {
    this.#forgetFolders();
    this.#tell.cancel();
    this.#changed.dispose();
    this.#subscription.dispose();
  }

  #lookAtWorkspace(): void {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) this.#entry(uri, workspaceSight);
  }

  #folderOf(file: vscode.Uri): FolderSets {
    const workspace = vscode.workspace.getWorkspaceFolder(file);
    if (workspace) return this.#entry(workspace.uri, workspaceSight);
    return this.#entry(vscode.Uri.joinPath(file, '..'), neighbourSight);
  }

  #entry(uri: vscode.Uri, sight: FolderSight): FolderSets {
    const key = uri.toString();
    let entry = this.#folders.get(key);
    if (!entry) {
      const sets = new Map<string, ManifestSet>();
      const onChange = () => {
        sets.clear();
        this.#tell.request();
      };
      entry = { folder: new ManifestFolder(uri, sight, this.#options.cache, onChange), sets };
      this.#folders.set(key, entry);
    }
    return entry;
  }

  /** A folder from elsewhere is followed as long as one of its files is open. */
  #forgetUnused(): void {
    const open = vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed);
    const roots = new Set(vscode.workspace.workspaceFolders?.map(({ uri }) => uri.toString()));
    for (const [key, { folder }] of this.#folders) {
      if (roots.has(key) || open.some(({ uri }) => folder.holds(uri))) continue;
      folder.dispose();
      this.#folders.delete(key);
    }
  }

  #forgetFolders(): void {
    for (const { folder } of this.#folders.values()) folder.dispose();
    this.#folders.clear();
    this.#lookAtWorkspace();
    this.#tell.request();
  }
}
