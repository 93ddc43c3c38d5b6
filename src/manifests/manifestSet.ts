import type { KindInfo } from '../api/kinds.ts';
import { factsOf, type ManifestFacts } from './facts/manifestFacts.ts';
import { addTo } from './listsByKey.ts';
import type { ManifestDocument, ManifestFile } from './manifestFile.ts';

/** A manifest of a served kind, and the file that it stands in. */
export interface PlacedManifest {
  /** The file's path or URI, as whoever made the set names it; `noFile` where it stands in none. */
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
  /** Objects that are there without a file, such as a cluster's; one that is written, too, is the written one. */
  readonly beside?: readonly ManifestDocument[];
}

/** The name of the file of what stands in none. */
export const noFile = '';

/** So many of one name in one file are known by it: whoever writes more has another problem, and each would be held against each. */
const maxOfName = 20;

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
  readonly #texts = new Map<string, string>();
  readonly #files: ReadonlyMap<string, ManifestFile>;
  readonly #options: ManifestSetOptions;

  constructor(files: Iterable<readonly [file: string, content: ManifestFile]>, options: ManifestSetOptions) {
    this.world = options.world;
    this.#options = options;
    this.#files = new Map(files);
    const manifests: PlacedManifest[] = [];
    const others: { file: string; document: ManifestDocument }[] = [];
    for (const [file, { documents, text }] of this.#files) {
      this.#texts.set(file, text);
      if (documents.some(({ parsed }) => parsed.template)) continue;
      for (const document of documents) {
        const { kind } = document;
        if (!kind) {
          others.push({ file, document });
          continue;
        }
        manifests.push(placed(file, document, kind, options.namespace ?? 'default'));
      }
    }
    this.manifests = manifests;
    this.others = others;
    const enter = (manifest: PlacedManifest) => {
      addTo(this.#byFile, manifest.file, manifest);
      addTo(this.#byKind, manifest.kind.kind, manifest);
      const key = keyOf(manifest.kind.kind, manifest.namespace, manifest.name);
      // Those of one file come one after the other.
      if (this.#byName.get(key)?.at(-maxOfName)?.file !== manifest.file) addTo(this.#byName, key, manifest);
    };
    manifests.forEach(enter);
    for (const document of options.beside ?? []) {
      const manifest = document.kind && placed(noFile, document, document.kind, 'default');
      if (!manifest || this.named(manifest.kind.kind, manifest.namespace, manifest.name).length > 0) continue;
      manifests.push(manifest);
      enter(manifest);
    }
    this.#withPods = manifests.filter(({ facts }) => facts.pods);
  }

  /** The same set, one file of it as it reads now. */
  replacing(file: string, content: ManifestFile): ManifestSet {
    return new ManifestSet(new Map(this.#files).set(file, content), this.#options);
  }

  /** Those of one file, in the order of its text. */
  inFile(file: string): readonly PlacedManifest[] {
    return this.#byFile.get(file) ?? [];
  }

  /** The text of one of the files; undefined for any other. */
  textOf(file: string): string | undefined {
    return this.#texts.get(file);
  }

  /** Whether a manifest's Namespace is sure: one that names none goes where its user applies it, unless the set knows where. */
  knowsNamespaceOf({ document, kind }: PlacedManifest): boolean {
    return !kind.namespaced || Boolean(document.namespace) || this.#options.namespace !== undefined;
  }

  /** Those of one kind: `ConfigMap`. */
  ofKind(kind: string): readonly PlacedManifest[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Those of one kind and name; for kinds without Namespaces `namespace` is empty. Several where it is written twice; of one file the first few. */
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

function placed(file: string, document: ManifestDocument, kind: KindInfo, usual: string): PlacedManifest {
  const { name = '', namespace, parsed } = document;
  return { file, document, kind, name, namespace: kind.namespaced ? namespace || usual : '', facts: factsOf(parsed) };
}

function sameStart({ document }: PlacedManifest, other: ManifestDocument): boolean {
  return document.range.start === other.range.start;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}
