import type * as vscode from 'vscode';
import type { FieldPath } from '../api/field.ts';
import type { Pod } from '../api/generated/objects.ts';
import type { ManifestDocument, ManifestFile } from '../manifests/manifestFile.ts';
import { valueAt } from '../manifests/plainLookup.ts';
import { podSpecPath } from '../manifests/podSpecs.ts';
import { ManifestCache } from './manifestCache.ts';

/** Which manifest of a file; a Pod's has no kind here. */
export interface ManifestName {
  readonly kind?: string;
  readonly name: string;
  readonly namespace: string;
}

/** The manifests of a file that have a diagram. */
export function manifestsWithDiagram({ documents }: ManifestFile): ManifestDocument[] {
  return documents.filter(hasDiagram);
}

/** Whether a manifest has a diagram: a Pod's, that of a kind with a Pod template, a Service's, or an autoscaler's. */
export function hasDiagram(manifest: ManifestDocument): boolean {
  return podSpecPath(manifest.kind) !== undefined || isService(manifest) || isAutoscaler(manifest);
}

export function isAutoscaler({ kind }: ManifestDocument): boolean {
  return kind?.kind === 'HorizontalPodAutoscaler' && kind.group === 'autoscaling';
}

export function isService({ kind }: ManifestDocument): boolean {
  return kind?.kind === 'Service' && kind.group === '';
}

/** The manifest with a diagram that the offset is in; the file's first where it is in none. */
export function manifestAtOffset(document: vscode.TextDocument, offset: number): ManifestDocument | undefined {
  const all = manifestsWithDiagram(new ManifestCache().read(document));
  return all.findLast(({ range }) => offset >= range.start && offset <= range.end) ?? all[0];
}

/** Where in a manifest its Pod or its Pod's template stands. */
export function podPath({ kind }: ManifestDocument): FieldPath {
  return podSpecPath(kind)?.slice(0, -1) ?? [];
}

/** The Pod of a manifest, without a status: that is the cluster's to tell. */
export function podOf(manifest: ManifestDocument): Pod {
  const pod = valueAt(manifest.value, podPath(manifest));
  return {
    metadata: valueAt(pod, ['metadata']) as Pod['metadata'],
    spec: valueAt(pod, ['spec']) as Pod['spec'],
  } as Pod;
}

/** The manifest of that kind and name; when the name is being changed, the one that stood in its place before. */
export function manifestNamed(
  file: ManifestFile,
  { kind = 'Pod', name, namespace }: ManifestName,
  lastPlace: number,
): { readonly manifest: ManifestDocument; readonly place: number } | undefined {
  const all = manifestsWithDiagram(file).map((manifest, place) => ({ manifest, place }));
  const ofKind = all.filter(({ manifest }) => manifest.kind?.kind === kind);
  const named = ofKind.filter(({ manifest }) => (manifest.name ?? '') === name);
  return (
    named.find(({ place }) => place === lastPlace) ??
    named.find(({ manifest }) => manifest.namespace === namespace) ??
    named[0] ??
    ofKind.find(({ place }) => place === lastPlace)
  );
}

/** A manifest as it was read last. */
export interface WrittenManifest {
  readonly manifest: ManifestDocument;
  /** The manifest's own names, which may have changed since the diagram was opened. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** Why this is not what the text says now, where it is not. */
  readonly note?: string;
}

/** Follows one manifest of a document while it is being written: what could be read last stays until the text can be read again. */
export class ManifestReader {
  readonly #wanted: ManifestName;
  // Read again only where the text has changed: a running Pod changes much more often than its manifest.
  readonly #cache = new ManifestCache();
  #place = -1;
  #last: WrittenManifest | undefined;

  constructor(wanted: ManifestName) {
    this.#wanted = wanted;
  }

  /** The manifest as it is written now, or as it was when the text could be read last. */
  read(document: vscode.TextDocument | undefined): WrittenManifest | undefined {
    if (!document) return this.#last;
    const file = this.#cache.read(document);
    const found = manifestNamed(file, { ...this.#wanted, name: this.#last?.name ?? this.#wanted.name }, this.#place);
    if (!found) return this.#outdated('its manifest is not in the file at the moment');
    const { manifest, place } = found;
    this.#place = place;
    const broken = file.problems.find(
      ({ severity, range }) =>
        severity === 'error' && range.start <= manifest.range.end && range.end >= manifest.range.start,
    );
    if (broken) {
      const why = `line ${document.positionAt(broken.range.start).line + 1} of the manifest cannot be read yet`;
      const before = this.#outdated(why);
      if (before) return before;
    }
    this.#last = { manifest, name: manifest.name ?? '', namespace: manifest.namespace };
    return broken
      ? { ...this.#last, note: 'The manifest is half written: the picture shows what can be read.' }
      : this.#last;
  }

  #outdated(why: string): WrittenManifest | undefined {
    return this.#last && { ...this.#last, note: `The picture is out of date: ${why}.` };
  }
}
