import type { KindInfo } from '../api/kinds.ts';
import { factsOf, type ManifestFacts } from './facts/manifestFacts.ts';
import type { ManifestDocument, ManifestFile } from './manifestFile.ts';

/** A manifest of a served kind, and the file that it stands in. */
export interface PlacedManifest {
  /** The file's path or URI, as whoever made the set names it. */
  readonly file: string;
  readonly document: ManifestDocument;
  readonly kind: KindInfo;
  /** Empty where none is written. */
  readonly name: string;
  /** What it will be in: the one that is written, else the set's; empty for kinds without Namespaces. */
  readonly namespace: string;
  readonly facts: ManifestFacts;
}

export interface ManifestSetOptions {
  /** Where what names no Namespace will be. */
  readonly namespace?: string;
  /**
   * `closed`: the set is all there will be, so what it does not have is missing. `open`: there may be more elsewhere, and only what
   * contradicts itself is wrong.
   */
  readonly world: 'closed' | 'open';
}

/** Manifests that belong together: those of a workspace, or those of some files. Never changes. */
export class ManifestSet {
  readonly manifests: readonly PlacedManifest[];
  readonly world: 'closed' | 'open';
  /** Other documents of the files, such as those of kustomize: for what they say of names. */
  readonly others: readonly { readonly file: string; readonly document: ManifestDocument }[];
  readonly #byFile = new Map<string, PlacedManifest[]>();
  readonly #byKind = new Map<string, PlacedManifest[]>();
  readonly #byName = new Map<string, PlacedManifest[]>();
  readonly #withPods: PlacedManifest[];

  constructor(files: Iterable<readonly [file: string, content: ManifestFile]>, options: ManifestSetOptions) {
    this.world = options.world;
    const manifests: PlacedManifest[] = [];
    const others: { file: string; document: ManifestDocument }[] = [];
    for (const [file, { documents }] of files) {
      if (documents.some(({ parsed }) => parsed.template)) continue;
      for (const document of documents) {
        const { kind, name = '', namespace } = document;
        if (!kind) {
          others.push({ file, document });
          continue;
        }
        const place = kind.namespaced ? namespace || (options.namespace ?? 'default') : '';
        manifests.push({ file, document, kind, name, namespace: place, facts: factsOf(document.parsed) });
      }
    }
    this.manifests = manifests;
    this.others = others;
    for (const manifest of manifests) {
      add(this.#byFile, manifest.file, manifest);
      add(this.#byKind, manifest.kind.kind, manifest);
      add(this.#byName, keyOf(manifest.kind.kind, manifest.namespace, manifest.name), manifest);
    }
    this.#withPods = manifests.filter(({ facts }) => facts.pods);
  }

  /** Those of one file, in the order of its text. */
  inFile(file: string): readonly PlacedManifest[] {
    return this.#byFile.get(file) ?? [];
  }

  /** Those of one kind: `ConfigMap`. */
  ofKind(kind: string): readonly PlacedManifest[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Those of one kind and name; for kinds without Namespaces `namespace` is empty. Several where it is written twice. */
  named(kind: string, namespace: string, name: string): readonly PlacedManifest[] {
    return this.#byName.get(keyOf(kind, namespace, name)) ?? [];
  }

  /** Those that make Pods. */
  withPods(): readonly PlacedManifest[] {
    return this.#withPods;
  }

  /** The manifest of the set that stands for a document of a file. */
  placeOf(file: string, document: ManifestDocument): PlacedManifest | undefined {
    return this.inFile(file).find(
      (manifest) => manifest.document.parsed === document.parsed && sameStart(manifest, document),
    );
  }
}

function sameStart({ document }: PlacedManifest, other: ManifestDocument): boolean {
  return document.range.start === other.range.start;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

function add(map: Map<string, PlacedManifest[]>, key: string, manifest: PlacedManifest): void {
  const list = map.get(key);
  if (list) list.push(manifest);
  else map.set(key, [manifest]);
}
