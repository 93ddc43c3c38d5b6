import * as vscode from 'vscode';
import type { ManifestDocument } from '../manifests/manifestFile.ts';
import { ManifestCache } from './manifestCache.ts';
import { ManifestFolder } from './manifestFolder.ts';

/** More files of a folder than this are not looked at. */
const fileLimit = 40;

/** A manifest, and the file that it stands in. */
export interface FoundManifest {
  readonly uri: string;
  readonly manifest: ManifestDocument;
}

/** The manifests of a file and of those beside it in its folder, as they are written now. Follows them. */
export class FolderManifests implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #cache = new ManifestCache();
  readonly #folder: ManifestFolder;

  constructor(uri: vscode.Uri, onChange: () => void) {
    this.#uri = uri;
    const folder = vscode.Uri.joinPath(uri, '..');
    this.#folder = new ManifestFolder(folder, { depth: 'flat', fileLimit }, this.#cache, onChange);
  }

  /** The file's own first, then those of the other files in the order of their names. */
  all(): FoundManifest[] {
    const own = this.#uri.toString();
    const files = this.#folder.files();
    return [own, ...[...files.keys()].filter((uri) => uri !== own)].flatMap((uri) =>
      (files.get(uri)?.documents ?? []).map((manifest) => ({ uri, manifest })),
    );
  }

  dispose(): void {
    this.#folder.dispose();
  }
}
